/** Text made safe to stand in HTML. */
export function escapeHtml(text: unknown): string {
  const replacements: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return String(text).replace(/[&<>"']/g, (character) => replacements[character] ?? '');
}
