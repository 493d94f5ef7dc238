import { notificationsStore } from '@mantine/notifications'
import { Suspense, lazy, useEffect, useState } from 'react'

const Notifications = lazy(() => import('./Notifications').then(({ Notifications }) => ({ default: Notifications })))

/** What `notifications.show` says; fetched when there is something to say. */
export function Toasts() {
  const [isNeeded, setNeeded] = useState(false)
  useEffect(() => notificationsStore.subscribe(() => setNeeded(true)), [])
  return <Suspense>{isNeeded && <Notifications />}</Suspense>
}
