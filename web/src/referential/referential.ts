// Reads the JSON of GET /api/referential.
import { failure, success, type Result } from '../base/result';
import type { Activity, Block, Competence, Criterion, RateableItem, Referential } from './referential_model';

export * from './referential_model';

type Node = Readonly<Record<string, unknown>>;

// A two-key code has one letter and one digit from 1 to 9: 0 is left to the marking keys.
const competencesPerBlockMax = 26;
const itemsPerCompetenceMax = 9;

class Unreadable extends Error {}

// The error says what is wrong and at which code.
export function parseReferential(json: unknown): Result<Referential, string> {
  try {
    return success({ blocks: list(node(json, 'referential'), 'blocks').map(parseBlock) });
  } catch (error) {
    if (error instanceof Unreadable) return failure(error.message);
    throw error;
  }
}

function parseBlock(value: unknown): Block {
  const source = node(value, 'block');
  const letters = letterGiver(text(source, 'code'));
  const activities = list(source, 'activities').map((activity) => parseActivity(activity, letters));
  const items = activities.flatMap((activity) =>
    activity.competences.flatMap((competence) => competence.criteria.flatMap((criterion) => criterion.items)),
  );
  return {
    code: text(source, 'code'),
    title: text(source, 'title'),
    activities,
    items,
    itemByCode: new Map(items.map((item) => [item.code, item])),
    itemByTwoKeyCode: new Map(items.map((item) => [item.twoKeyCode, item])),
  };
}

function letterGiver(blockCode: string): () => string {
  let given = 0;
  return () => {
    if (given === competencesPerBlockMax) throw new Unreadable(`${blockCode}: more competences than letters`);
    return String.fromCharCode('a'.charCodeAt(0) + given++);
  };
}

function parseActivity(value: unknown, nextLetter: () => string): Activity {
  const source = node(value, 'activity');
  return {
    code: text(source, 'code'),
    name: text(source, 'name'),
    competences: list(source, 'competences').map((competence) => parseCompetence(competence, nextLetter())),
  };
}

function parseCompetence(value: unknown, letter: string): Competence {
  const source = node(value, 'competence');
  const code = text(source, 'code');
  let given = 0;
  const nextTwoKeyCode = (): string => {
    if (given === itemsPerCompetenceMax) throw new Unreadable(`${code}: more rateable items than digits`);
    return `${letter}${++given}`;
  };
  const criteria = list(source, 'criteria').map((criterion) => parseCriterion(criterion, code, nextTwoKeyCode));
  return { code, letter, text: text(source, 'text'), criteria };
}

function parseCriterion(value: unknown, competenceCode: string, nextTwoKeyCode: () => string): Criterion {
  const source = node(value, 'criterion');
  const code = text(source, 'code');
  const kind = source['kind'];
  if (kind === 'standalone') {
    const wording = text(source, 'text');
    const item: RateableItem = { code, twoKeyCode: nextTwoKeyCode(), text: wording, competenceCode, criterionText: '' };
    return { code, kind, text: wording, items: [item] };
  }
  if (kind !== 'heading' && kind !== 'paragraph') throw new Unreadable(`${code}: unknown kind ${String(kind)}`);
  const criterionText = kind === 'heading' ? text(source, 'text') : '';
  const items = list(source, 'indicators').map((indicator): RateableItem => {
    const leaf = node(indicator, 'indicator');
    return { code: text(leaf, 'code'), twoKeyCode: nextTwoKeyCode(), text: text(leaf, 'text'), competenceCode, criterionText };
  });
  return { code, kind, text: criterionText, items };
}

function node(value: unknown, what: string): Node {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Unreadable(`${what}: not an object`);
  return value as Node;
}

function list(source: Node, key: string): readonly unknown[] {
  const value = source[key];
  if (!Array.isArray(value)) throw new Unreadable(`${String(source['code'] ?? 'referential')}: ${key} is not a list`);
  return value;
}

function text(source: Node, key: string): string {
  const value = source[key];
  if (typeof value !== 'string' || value === '') {
    throw new Unreadable(`${String(source['code'] ?? 'referential')}: ${key} is not a text`);
  }
  return value;
}
