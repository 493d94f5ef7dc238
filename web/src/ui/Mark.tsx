/** The sign of Keyplane. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: 'none' }}>
      <rect width="32" height="32" rx="7" fill="var(--mantine-primary-color-filled)" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round">
        <circle cx="11" cy="16" r="4.6" />
        <path d="M15.6 16H26M26 16v4.4M21 16v3.2" />
      </g>
    </svg>
  )
}
