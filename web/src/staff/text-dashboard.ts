// The words of the dashboard. English, like all words for staff.

import { count, inWords } from './localise.ts';

const people = (n: number): string => (n === 1 ? '1 person' : `${count(n)} people`);

export const dashboardText = {
  title: 'Dashboard',
  none: 'No wave has opened yet.',
  programmes: 'Programmes',
  noClosed:
    'No wave of this programme has closed yet, and the dashboard shows closed waves. What is sealed so far is on the page of results.',
  unknown: 'There is no such programme, or none of its waves has opened.',
  choose: 'What to show',
  wave: 'Wave',
  since: 'Compared with',
  first: 'no other wave',
  measure: 'Question or scale',
  by: 'Groups',
  copy: 'Copy the link to this view',
  copied: 'The link is copied.',
  updated: 'The view has changed.',
  explore: 'Explore all questions, groups and filters of this wave',
  chart: {
    table: 'The same as a table',
    what: 'What',
    value: 'Value',
    interval: '95% interval',
    n: 'People',
    svg: 'SVG',
    png: 'PNG',
    csv: 'CSV',
    jsonStat: 'JSON-stat',
    download: (title: string, format: string) => `Download as ${format}: ${title}`,
    downloads: 'Download',
    failed: 'The chart could not be drawn. The table below says the same.',
    withheld: (names: string, k: number) =>
      `Not shown: ${names}. Fewer than ${inWords(k)} people gave an answer, or nobody.`,
  },
  participation: {
    heading: 'Participation',
    answered: (n: number) => `${people(n)} answered.`,
    chart: (by: string) => `Answers by ${by}`,
    unit: 'answers',
    share: (share: string) =>
      `${share} of the answers stand in no group shown: sealing left their group out, or it was not given.`,
    rate: (rate: string) => `Of those in the groups shown, ${rate} answered.`,
    dominate: 'Groups that answer more than others weigh more in all figures. See the weighted means of the API.',
    noHeadcounts: 'To see rates, bring in how many people each group has: PUT …/headcounts.',
  },
  trend: {
    heading: 'Over time',
    chart: (measure: string) => `${measure}: mean by wave`,
    shares: (measure: string) => `${measure}: favourable answers by wave`,
    unit: 'mean score',
    percent: 'percent',
    nothing: 'This measure has neither a score nor favourable answers to follow.',
  },
  change: {
    heading: (wave: string) => `Change since ${wave}`,
    named: 'Named before anybody answered',
    others: 'Looked at afterwards: to be confirmed',
    unit: 'difference in score points',
    nothing: 'The two waves have no scored question or scale in common.',
    noOther: 'There is no earlier closed wave to compare with. Choose another one above, if there is one.',
    match: (share: string) => `${share} of the smaller wave linked their answers.`,
  },
  gaps: {
    heading: 'Fair to all?',
    chart: (measure: string, by: string) => `${measure}, by ${by}`,
    gap: (gap: string, low: string, high: string, lowest: string, highest: string) =>
      `The widest gap is ${gap} (95% interval ${low} to ${high}), between ${lowest} and ${highest}.`,
    noGap: 'There is no gap to tell: fewer than two groups can be compared.',
    noAttributes: 'This wave asked for no groups.',
  },
  context: {
    heading: 'Delivery and indicators beside answers',
    group: 'Group',
    mean: 'Mean',
    reach: 'Reached',
    dose: 'Attendances a head',
    fidelity: 'As planned',
    nothing: 'Nothing was brought in about sessions or indicators of these groups: PUT …/delivery and …/indicators.',
    reachChart: (by: string) => `Reached by the training, by ${by}`,
    percent: 'percent of the group',
  },
  effect: {
    heading: 'Effect',
    unit: 'effect in score points',
    chart: 'Effect of the training, by question or scale and arm',
    nothing: 'No effect can be told yet: it takes two closed waves with groups of both kinds.',
  },
  exchanged: (share: string) =>
    `This is sensitive: ${share} of the answers were exchanged before anything was kept. Figures of groups are corrected for it.`,
};
