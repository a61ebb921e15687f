// Who is signed in, for every page: what to show. What may be done is the server's to say.
import { createContext, useContext } from 'react'
import type { Me } from '../../staff/contract.ts'
import type { Permission } from '../../staff/permissions.ts'

const MeContext = createContext<Me | null>(null)
export const MeProvider = MeContext.Provider

export function useMe(): Me {
  const me = useContext(MeContext)
  if (me === null) throw new Error('a page without anybody signed in')
  return me
}

export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission)
}
