// Ties the find-as-you-type box to its results for a screen reader.
export const resultsId = 'finder-results';

export function optionId(code: string): string {
  return `found-${code.replaceAll('.', '-')}`;
}
