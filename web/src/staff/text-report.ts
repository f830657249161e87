// The words of the panel that makes reports. English, like all words for staff.

export const reportText = {
  heading: 'Progress report',
  explain:
    'Participation, outcomes, change, gaps, delivery and indicators as one document, with its method and limits.',
  ofGroup: 'It is of the one group that is filtered for.',
  language: 'Language',
  pdf: 'Report as PDF',
  html: 'Report as HTML',
  busy: 'Writing…',
  done: 'The report is downloaded.',
  file: 'progress-report',
};
