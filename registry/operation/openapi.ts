// The wire between terminal, vendor and registry as an OpenAPI 3.1 document, made from the very schemas that parse it.
// A route of /v1 that is not described here fails a test; nothing is written down twice.
import { z } from 'zod'
import { exchangeAnswer, exchangeRequest } from '../../core/sync/exchange.ts'
import {
  apiError,
  enrolRequest,
  enrolResponse,
  helloResponse,
  PROTOCOL_VERSION,
  photoAnswer,
  photoQuestion,
  quotaAnswer,
  quotaQuestion,
  recordAnswers,
  recordBatch,
  signedDocument,
} from '../../core/sync/wire.ts'
import { virtualRequest, virtualResponse } from '../routes/virtual-tokens.ts'

type Described = {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly summary: string
  readonly security: 'terminal' | 'vendor' | 'none'
  readonly request?: z.ZodType
  readonly response?: z.ZodType
  /** For what is not JSON. */
  readonly media?: string
}

const ROUTES: readonly Described[] = [
  {
    method: 'post',
    path: '/v1/enrol',
    summary: 'Trades a one-time code for an identity',
    security: 'none',
    request: enrolRequest,
    response: enrolResponse,
  },
  {
    method: 'get',
    path: '/v1/hello',
    summary: 'Server time, whether the terminal still belongs, its site as it is now',
    security: 'terminal',
    response: helloResponse,
  },
  {
    method: 'get',
    path: '/v1/key-list',
    summary: 'The trusted issuer keys, signed by the root',
    security: 'none',
    response: signedDocument,
  },
  {
    method: 'get',
    path: '/v1/catalogue',
    summary: 'The service catalogue, signed by a publishing key',
    security: 'none',
    response: signedDocument,
  },
  {
    method: 'get',
    path: '/v1/catalogue-plan',
    summary: 'Catalogues that are published and not yet in force, signed by a publishing key',
    security: 'none',
    response: signedDocument,
  },
  {
    method: 'get',
    path: '/v1/manifest',
    summary: 'The published state: sequence, sums, files',
    security: 'terminal',
    response: signedDocument,
  },
  {
    method: 'get',
    path: '/v1/revocations',
    summary: 'The head of the revocation list: what a light pull asks every few minutes',
    security: 'none',
    response: signedDocument,
  },
  {
    method: 'get',
    path: '/v1/artifacts/{name}',
    summary: 'A file that a signed document names; ranges are served',
    security: 'terminal',
    media: 'application/gzip',
  },
  {
    method: 'get',
    path: '/v1/exchange-keys',
    summary: 'What terminals seal their journal’s key and files on a stick with, signed by a publishing key',
    security: 'none',
    response: signedDocument,
  },
  {
    method: 'post',
    path: '/v1/exchange',
    summary: 'Leaves a terminal’s key for sealed files, and its journal’s key, sealed',
    security: 'terminal',
    request: exchangeRequest,
    response: exchangeAnswer,
  },
  {
    method: 'post',
    path: '/v1/records',
    summary: 'A batch of service records, with an answer per row; the body may be gzipped',
    security: 'terminal',
    request: recordBatch,
    response: recordAnswers,
  },
  {
    method: 'post',
    path: '/v1/quota',
    summary: 'What a holder used of scarce items, asked while he stands at the counter',
    security: 'terminal',
    request: quotaQuestion,
    response: quotaAnswer,
  },
  {
    method: 'post',
    path: '/v1/photo',
    summary: 'The picture of the holder who stands at the counter; each one given is on the trail',
    security: 'terminal',
    request: photoQuestion,
    response: photoAnswer,
  },
  {
    method: 'post',
    path: '/v1/virtual-tokens',
    summary: 'Rotating codes for the back end of a mini-program',
    security: 'vendor',
    request: virtualRequest,
    response: virtualResponse,
  },
  {
    method: 'get',
    path: '/v1/openapi.json',
    summary: 'This document',
    security: 'none',
    response: z.record(z.string(), z.unknown()),
  },
]

/** OpenAPI 3.1 (JSON Schema 2020-12). */
export function openApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of ROUTES) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) }
  return {
    openapi: '3.1.0',
    info: {
      title: '惠才卡 registry: the wire',
      version: String(PROTOCOL_VERSION),
      description:
        'Times are seconds since 1970 UTC. A terminal signs each request with a short-lived EdDSA JWT bound to method, path and body (claims htm, htp, bh).',
    },
    paths,
    components: {
      securitySchemes: {
        terminal: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        vendor: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

function operation(route: Described): Record<string, unknown> {
  const parameters = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  return {
    summary: route.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(route.security !== 'none' && { security: [{ [route.security]: [] }] }),
    ...(route.request !== undefined && {
      requestBody: { required: true, content: json(route.request) },
    }),
    responses: {
      200: {
        description: 'done',
        content:
          route.media === undefined
            ? json(route.response ?? z.unknown())
            : { [route.media]: { schema: { type: 'string', format: 'binary' } } },
      },
      default: { description: 'refused', content: json(apiError) },
    },
  }
}

/** As it stands on the wire, before a schema makes anything of it: both ways that is the schema's input. */
const json = (schema: z.ZodType) => ({
  'application/json': { schema: z.toJSONSchema(schema, { io: 'input' }) },
})
