// The holder-facing screen: an invitation, what is being done, thanks, and how it was. It shows what it is told, at once.
// A view that ends takes everything of its holder with it; nothing is kept, and nothing is shown that was not sent for it.
import { useEffect, useState } from 'react'
import type { Bilingual } from '../../core/policy/catalogue.ts'
import type { HolderBridge, HolderView } from '../../electron/api.ts'
import { holderTexts as texts } from '../i18n/holder.ts'
import icon from '../icon.svg?no-inline'
import { useNow } from '../ui/use-now.ts'
import { Rate } from './rate.tsx'

const NOBODY: HolderView = { kind: 'idle', site: null }

export function HolderScreen({ bridge }: { readonly bridge: HolderBridge }) {
  const [view, setView] = useState<HolderView>(NOBODY)
  useEffect(() => {
    let pushed = false
    const end = bridge.onView(next => {
      pushed = true
      setView(next)
    })
    void bridge.get().then(reply => {
      // What was pushed meanwhile is newer.
      if (reply.ok && !pushed) setView(reply.value)
    })
    return () => {
      pushed = true
      end()
    }
  }, [bridge])
  return (
    <main className="holder-screen" data-testid="holder-screen" data-kind={view.kind}>
      {view.training && (
        <p className="holder-training" data-testid="holder-training">
          <b>
            {texts.training.zh} <span lang="en">{texts.training.en}</span>
          </b>
        </p>
      )}
      <View view={view} bridge={bridge} />
    </main>
  )
}

function View({ view, bridge }: { readonly view: HolderView; readonly bridge: HolderBridge }) {
  switch (view.kind) {
    case 'idle':
      return <Idle site={view.site} />
    case 'wait':
      return (
        <>
          <Title text={texts.wait} />
          {view.say === null ? <Line text={texts.waitMore} /> : <Say text={view.say} />}
        </>
      )
    case 'serving':
      return (
        <>
          <h1>
            {texts.welcome.zh}
            {view.nameMasked !== null && <span data-testid="holder-greeting">{view.nameMasked}</span>}
            <small lang="en">{texts.welcome.en}</small>
          </h1>
          {view.say !== null && <Say text={view.say} />}
          <Services
            title={view.services.length === 0 ? texts.choosing : texts.serving}
            services={view.services}
          />
          <Rate key={view.visitId} visitId={view.visitId} rated={view.rated} bridge={bridge} />
        </>
      )
    case 'done':
      return (
        <>
          <Title text={view.services.length === 0 ? texts.goodbye : texts.done} />
          <Services title={null} services={view.services} />
          <Rate key={view.visitId} visitId={view.visitId} rated={view.rated} bridge={bridge} />
        </>
      )
  }
}

function Idle({ site }: { readonly site: Bilingual | null }) {
  const now = useNow()
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
  }).format(now * 1000)
  return (
    <>
      <img src={icon} alt="" width="120" height="120" />
      <Title text={texts.show} />
      <Line text={texts.showHow} />
      <p className="holder-foot">
        <time>{time}</time>
        {site !== null && <span>{site.zh}</span>}
      </p>
    </>
  )
}

function Title({ text }: { readonly text: Bilingual }) {
  return (
    <h1>
      {text.zh}
      <small lang="en">{text.en}</small>
    </h1>
  )
}

function Line({ text }: { readonly text: Bilingual }) {
  return (
    <p>
      {text.zh}
      <small lang="en">{text.en}</small>
    </p>
  )
}

function Say({ text }: { readonly text: string }) {
  return (
    <p className="holder-say" role="status" data-testid="holder-say">
      {text}
    </p>
  )
}

type ServicesProps = { readonly title: Bilingual | null; readonly services: readonly Bilingual[] }

function Services({ title, services }: ServicesProps) {
  return (
    <section className="holder-services" data-testid="holder-services">
      {title !== null && <Line text={title} />}
      <ul>
        {services.map(service => (
          <li key={service.zh}>
            {service.zh}
            <small lang="en">{service.en}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
