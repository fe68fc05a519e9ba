// How a text that somebody said or wrote is shown, whatever language the page is in: as French typography wants it, so that no
// line begins with "?" and none ends with "«". What is kept stays as it was written.

const narrow = '\u202f';
const wide = '\u00a0';

// Only spaces that are there become others: a text without them ("12:30", "https://...") is left alone. Behind ; and : a sentence
// goes on or ends; what has anything else behind them (" :)", " ;-)") is a face.
const beforeMark = / +(?=[!?]+(?:[\s»”"')\]…,.;:]|$))| +(?=;+(?:[\s»”"]|$))| +(?=»)/gu;
const beforeColon = / +(?=:(?:[\s»”"]|$))/gu;
const afterOpening = /(?<=«) +/gu;

export function readable(text: string): string {
  return text.replace(beforeMark, narrow).replace(afterOpening, narrow).replace(beforeColon, wide);
}
