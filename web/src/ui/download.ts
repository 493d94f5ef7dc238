/** Saves `content` as a file, the browser's own way. */
export function download(file: { filename: string; mediaType: string; content: string }): void {
  const url = URL.createObjectURL(new Blob([file.content], { type: file.mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.filename
  link.click()
  // The browser has taken the blob when the next task runs.
  setTimeout(() => URL.revokeObjectURL(url), 0)
}
