import '@mantine/notifications/styles.css'

import { Notifications as MantineNotifications } from '@mantine/notifications'

/** The corner where short messages come and go. */
export function Notifications() {
  return <MantineNotifications position="bottom-right" />
}
