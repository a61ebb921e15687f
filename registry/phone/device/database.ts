// The phone's own store (IndexedDB), as promises: the device's keys, and what is kept under them.
// Nothing readable is written: all but the keys themselves goes through seal.ts.
const NAME = 'xhc-phone'
const VERSION = 1
export const STORES = ['device', 'kept', 'codes'] as const
export type StoreName = (typeof STORES)[number]

let opened: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION)
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return opened
}

async function run<T>(
  store: StoreName,
  mode: IDBTransactionMode,
  ask: (objects: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  return await new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode)
    const request = ask(transaction.objectStore(store))
    // Only what has been committed has happened.
    transaction.oncomplete = () => resolve(request.result)
    transaction.onabort = () => reject(transaction.error)
    transaction.onerror = () => reject(transaction.error)
  })
}

export const get = <T>(store: StoreName, key: IDBValidKey): Promise<T | undefined> =>
  run(store, 'readonly', objects => objects.get(key))
export const put = (store: StoreName, key: IDBValidKey, value: unknown): Promise<IDBValidKey> =>
  run(store, 'readwrite', objects => objects.put(value, key))
export const remove = (store: StoreName, range: IDBValidKey | IDBKeyRange): Promise<undefined> =>
  run(store, 'readwrite', objects => objects.delete(range))
export const keys = (store: StoreName): Promise<IDBValidKey[]> =>
  run(store, 'readonly', objects => objects.getAllKeys())
export const clear = (store: StoreName): Promise<undefined> =>
  run(store, 'readwrite', objects => objects.clear())
