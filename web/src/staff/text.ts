// The words of the staff's pages, in English. Texts of a survey come from its documents and stand nowhere here.

import { count, inWords } from './localise.ts';

const people = (n: number): string => (n === 1 ? '1 person' : `${count(n)} people`);

export const text = {
  problems: {
    failed: {
      title: 'Something went wrong',
      detail: 'Please try again. If it goes on, tell whoever runs this service.',
    },
    unreachable: { title: 'The server did not answer', detail: 'Check your connection and try again.' },
    titles: {
      invalid: 'Something does not fit',
      unreadable: 'This cannot be read',
      'too-large': 'This is too large',
      'not-found': 'There is nothing here',
      forbidden: 'Your account may not do this',
      'not-signed-in': 'Please sign in',
      'wave-not-open': 'The wave is not open',
      'wave-closed': 'The wave is closed',
      'not-draft': 'A wave has opened',
      'wrong-code': 'The code is not right',
      'second-factor': 'The account has a second factor already',
      wait: 'Too many sign-ins under this name failed',
      'name-taken': 'The name is taken',
      'last-administrator': 'This is the last administrator',
    },
  },

  site: {
    organise: 'Organise',
    dashboard: 'Dashboard',
    docs: 'API documentation',
    pages: 'Pages',
    signedInAs: (name: string) => `Signed in as ${name}`,
    signOut: 'Sign out',
    signedOut: 'You are signed out.',
    loading: 'Loading…',
  },

  signIn: {
    heading: 'Sign in',
    name: 'Name',
    password: 'Password',
    submit: 'Sign in',
    busy: 'Signing in…',
    ended: 'Your session has ended. Please sign in again.',
    wrong: 'Name and password do not fit. Check both and try again.',
    codeNeeded: 'Now fill in the code that your authenticator app shows.',
    wrongCode: 'The code is not right. Wait for the next one: each is good once, for about a minute.',
    with: (provider: string) => `Sign in with ${provider}`,
    provider: {
      declined: 'The sign-in with your organisation’s account was not completed. Nothing has changed.',
      expired: 'That took too long, or it began in another window. Please try again.',
      unknown:
        'Your organisation knows you, but there is no account here that it may open for you. Ask an administrator of Chorus.',
      failed: 'Your organisation’s sign-in did not work. Try again later, or sign in with name and password.',
    },
    missing: 'Fill in both your name and your password.',
    done: (name: string) => `You are signed in as ${name}.`,
  },

  states: { draft: 'Draft', open: 'Open', closed: 'Closed' },

  organise: {
    title: 'Organise surveys',
    none: 'There are no programmes yet. Create the first one below.',
    evaluatorOnly: 'Your account may look at results, but not organise surveys.',
    neither:
      'Your account may neither organise surveys nor look at results. An administrator gives it roles, on the page of accounts.',
    programmes: 'Programmes',
    noWaves: 'This programme has no waves yet.',
    leastGroup: (k: number) => `Shown only for groups of at least ${inWords(k)} people`,
    invited: (n: number) => (n === 0 ? 'Nobody invited yet' : `Invited: ${people(n)}`),
    results: 'Results',
    resultsOf: (wave: string) => `Results: ${wave}`,
    signedOutUnsaved: 'There are links that you have not downloaded. Download or discard them before you sign out.',
  },

  document: {
    newProgramme: 'New programme',
    design: 'Design a programme step by step',
    fromDocument: 'Create a programme from a document',
    change: 'Change step by step',
    changeOf: (title: string) => `Change step by step: ${title}`,
    copy: 'Copy as a new programme',
    copyOf: (title: string) => `Copy as a new programme: ${title}`,
    remove: 'Remove',
    removeOf: (title: string) => `Remove: ${title}`,
    sure: (title: string) => `Remove “${title}”?`,
    lead: 'Its waves are drafts, so nobody was asked anything. It cannot be had back.',
    removed: (title: string) => `“${title}” is removed.`,
    newWave: (programme: string) => `Add a wave to ${programme}`,
    addWave: 'Add a wave',
    explain:
      'Write or paste the document, or choose a file: JSON, YAML, or a questionnaire of another tool as XLSForm (.xlsx).',
    file: 'File (JSON, YAML or .xlsx)',
    remarks: (n: number) =>
      `${n === 1 ? 'One thing was' : `${count(n)} things were`} not carried over from the workbook, or otherwise than it stood there. Check the document below.`,
    converted: (n: number) =>
      `The workbook is read into the document below, with ${n === 1 ? '1 remark' : `${count(n)} remarks`}.`,
    document: 'Document',
    createProgramme: 'Create programme',
    createWave: 'Add wave',
    busy: 'Sending…',
    empty: 'Paste a document or choose a file first.',
    example: 'What a document looks like',
    exampleLabel: 'Example of a document in YAML',
    created: (title: string) => `“${title}” is created. Its waves are drafts until you open them.`,
    added: (title: string) => `The wave “${title}” is added as a draft.`,
    unreadableFile: 'This file cannot be read as text.',
  },

  translations: {
    heading: (count: number) =>
      count === 1 ? '1 text is not in every language' : `${count} texts are not in every language`,
    meaning: (language: string) =>
      `People who read another language see these texts in ${language}. Once the wave is open, they cannot be added.`,
    lacks: (tags: string[]) => `Missing in: ${tags.join(', ')}`,
  },

  open: {
    button: 'Open wave',
    of: (wave: string) => `Open wave: ${wave}`,
    remove: 'Remove draft',
    removeOf: (wave: string) => `Remove draft: ${wave}`,
    removed: (wave: string) => `The draft “${wave}” is removed.`,
    sure: (wave: string) => `Remove the draft “${wave}”?`,
    removeLead: 'Nobody was asked anything. It cannot be had back.',
    heading: (wave: string) => `Open “${wave}”?`,
    lead: 'People can answer from then on. This cannot be undone:',
    points: (k: number) => [
      'The questions, the groups and all other terms are fixed and made public.',
      `The least group size stays at ${inWords(k)} people.`,
      'The wave cannot become a draft again; it can only be closed.',
    ],
    confirm: 'Open the wave',
    done: (wave: string) => `“${wave}” is open.`,
  },

  close: {
    button: 'Close wave',
    of: (wave: string) => `Close wave: ${wave}`,
    heading: (wave: string) => `Close “${wave}”?`,
    lead: 'Collection ends for good. This cannot be undone:',
    points: (k: number) => [
      'Nobody can answer any more, and links that were not used stop working.',
      'The wave’s key is destroyed and its invitations are erased.',
      `If fewer than ${inWords(k)} people have answered, their answers are erased and nothing is ever shown.`,
    ],
    confirm: 'Close the wave for good',
    done: (wave: string) => `“${wave}” is closed and sealed.`,
  },

  dialog: { cancel: 'Cancel', busy: 'Please wait…' },

  invite: {
    heading: 'Invite people',
    explain: 'Chorus keeps a contact only until the wave closes, and never beside an answer.',
    columns:
      'A file has a header row: “contact” or “email”, and if you like “language”, “name” for letters to print, and codes of attributes. Attributes are counted here, and kept nowhere.',
    pasted: 'Addresses, one a line',
    file: 'Or a CSV file',
    replace: 'Make new links for people who are invited already. Their old links stop working.',
    replaceRule: 'Who has a token gets no second one, and the public ledger says how many links were replaced.',
    prefill: 'Fill in people’s groups from the list.',
    prefillRule:
      'They see what is filled in, and can change or remove it. It travels in their link and is kept nowhere.',
    hand: 'How people get it',
    links: 'Links to download and hand over.',
    mail: 'Mail the links, so that nobody but the person sees them.',
    print: 'Letters to print (PDF), one page for each person, with a QR code and a code to type.',
    codes: 'Codes to type, for letters of your own. People enter theirs at /code; a shared tablet shows /kiosk.',
    check: 'Check the list',
    checking: 'Checking…',
    submit: 'Invite',
    busy: 'Inviting…',
    empty: 'Paste at least one address or choose a file.',
    both: 'Use either the pasted addresses or the file, not both.',
    done: (n: number) => `${n === 1 ? 'One person is' : `${count(n)} people are`} invited. Download the links now.`,
    doneCodes: (n: number) =>
      `${n === 1 ? 'One person is' : `${count(n)} people are`} invited. Download the codes now.`,
    printed: (n: number) =>
      `${n === 1 ? 'One person is' : `${count(n)} people are`} invited. Their letters are being downloaded: this file is the only copy.`,
    mailed: (n: number) =>
      `${n === 1 ? 'One person is' : `${count(n)} people are`} invited. Their letters are on the way.`,
  },

  preview: {
    heading: (n: number) => (n === 1 ? 'The list names one person' : `The list names ${count(n)} people`),
    faults: (n: number) =>
      n === 1
        ? 'One place is at fault. Nobody is invited before it is put right.'
        : `${count(n)} places are at fault. Nobody is invited before they are put right.`,
    place: (line: number, column?: string) => (column === undefined ? `line ${line}` : `line ${line}, ${column}`),
    already: (n: number) => `Invited already: ${people(n)}. They need new links, or leave them out.`,
    address: (n: number) => `Can be reached by mail: ${people(n)}`,
    language: (tag: string, n: number) => `Language “${tag}”: ${people(n)}`,
    groups: (k: number) => `Groups on this list; results are shown from ${inWords(k)} people on`,
    group: 'Group',
    people: 'People',
    outlook: 'Results',
    outlooks: {
      likely: 'Likely, if half of them answer',
      uncertain: 'Only if more than half answer',
      withheld: 'Withheld: too few people',
    },
    rare: (n: number) =>
      n === 0
        ? 'Everybody shares their combination of groups with enough others.'
        : `${people(n)} ${n === 1 ? 'has' : 'have'} a combination of groups that too few share; some of it will be left out.`,
    kept: 'Nothing of this is kept. People say themselves which group they are of.',
  },

  letters: {
    heading: 'Letters and reminders',
    stands: (all: number, waiting: number) =>
      waiting === 0
        ? `Invited by mail: ${people(all)}. Every letter has left.`
        : `Invited by mail: ${people(all)}. ${count(waiting)} letters wait.`,
    failed: (n: number) =>
      `${n === 1 ? 'One letter' : `${count(n)} letters`} could not be delivered. Correct the addresses, and invite these people again, with new links.`,
    download: 'Download these addresses (CSV)',
    file: 'addresses.csv',
    again: 'Look again',
    reminders: {
      heading: 'Reminders',
      explain:
        'The machine sends them to those who were invited by mail and have not begun to answer. Nobody is shown who they are. Whoever runs the mail server can see to whom a letter goes.',
      done: (n: number) => (n === 1 ? 'Reminders went out once.' : `Reminders went out ${inWords(n)} times.`),
      days: 'Days after opening, at most three, such as: 3, 7',
      everybody: 'Remind everybody, also those who have answered, so that the mail server sees no difference.',
      submit: 'Save reminders',
      saved: 'The reminders are saved.',
    },
  },

  links: {
    heading: (n: number) => (n === 1 ? 'One link is ready' : `${count(n)} links are ready`),
    warning:
      'They cannot be shown again: Chorus keeps no copy. Download them now, send each person their own, then delete the file.',
    download: 'Download the links (CSV)',
    downloaded: 'The file was handed to your browser. Check that you have it before you go on.',
    discard: 'Discard the links',
    done: 'I have the file',
    gone: 'The links are gone from this page.',
    file: 'links',
  },

  panel: {
    heading: 'Answers linked over time',
    meaning: 'Some people chose to link their answers of this wave with those of the wave before.',
    before: 'The wave before',
    waiting: 'Answers are linked when this wave closes.',
    first: 'This is the first wave whose answers people may link.',
    linked: (n: number) => (n === 0 ? 'No link is kept.' : `${count(n)} links are kept.`),
    matched: (share: string) =>
      `${share} of the people in the smaller wave took part in both and linked their answers.`,
    dropped: (n: number) =>
      n === 0 ? 'No link was dropped.' : `${count(n)} links were dropped, because a group would have been too small.`,
    withheld: (k: number) => `How many more there were is withheld: it would speak of fewer than ${inWords(k)} people.`,
  },

  change: {
    heading: 'Change since another wave',
    table: 'Table of the change',
    since: 'Compare with',
    none: 'No other wave',
    meaning:
      'How answers changed between the two waves. This does not show that the training changed them: there is no comparison here.',
    matched: (share: string) => `${share} of the smaller wave’s people linked their answers of both.`,
    caption: (before: string, now: string) => `From “${before}” to “${now}”`,
    what: 'What',
    before: 'Before and now',
    difference: 'Difference (95% interval)',
    between: (low: string, high: string) => `${low} to ${high} points`,
    size: 'Size',
    reading: 'Reading',
    n: 'People',
    mean: 'Mean',
    paired: 'The same people',
    preDeclared: 'named beforehand',
    exploratory: 'exploratory',
    higher: 'Higher now',
    lower: 'Lower now',
    unclear: 'No clear change',
    p: (p: string) => `p = ${p} (Holm)`,
    tiny: 'p < 0.001 (Holm)',
    g: (g: string) => `g ${g}`,
    dz: (d: string) => `d_z ${d}`,
    sides: (before: string, now: string) => `${before} → ${now}`,
    counts: (before: string, now: string) => `${before} and ${now}`,
    withheld: (n: number, k: number) =>
      `${n === 1 ? 'One comparison is' : `${count(n)} comparisons are`} withheld: in one of the waves fewer than ${inWords(k)} people, or nobody.`,
    updated: 'The change is shown.',
  },

  results: {
    title: 'Results',
    page: (wave: string) => `Results: ${wave}`,
    answers: (n: number) => (n === 1 ? '1 answer' : `${count(n)} answers`),
    matching: (n: number) => `${count(n)} answers match the filters.`,
    sealed: (n: number) => `${count(n)} people’s answers are sealed.`,
    k: (k: number) => `Every group shown has at least ${inWords(k)} people.`,
    running: 'This wave is still open; more answers may come.',
    finished: 'This wave is closed.',
    choose: 'What to show',
    measure: 'Question or scale',
    all: 'All questions and scales',
    questions: 'Questions',
    scales: 'Scales',
    breakdown: 'Break down by',
    breakdownAgain: 'and by',
    nothing: 'Nothing',
    filters: 'Only answers where',
    attribute: 'Attribute',
    value: 'Value',
    chooseAttribute: 'Choose…',
    addFilter: 'Add filter',
    noFilters: 'No filters: all answers are counted.',
    filterHint: 'Values of one attribute: either of them. Different attributes: all of them.',
    removeFilter: 'Remove filter',
    people,
    csv: 'Download as CSV',
    csvDone: 'The CSV file was handed to your browser.',
    updated: (n: number) => `Results updated: ${count(n)} answers.`,
    updatedWithheld: 'Results updated: withheld.',
    withheld: (k: number) => `Withheld: fewer than ${inWords(k)} people, or nobody`,
    withheldWord: 'withheld',
    withheldGroups: (n: number) => (n === 1 ? 'One group is withheld' : `${count(n)} groups are withheld`),
    withheldWave: (k: number) => `Nothing is shown until at least ${inWords(k)} people’s answers are sealed`,
    withheldWaveOpen: 'Answers are sealed in batches while the wave is open, and all that remain when it closes.',
    withheldWavePanel:
      'People may link their answers of this wave with those of another, so it shows nothing before it closes.',
    withheldWaveClosed: 'This wave is closed, so nothing will be shown.',
    withheldFilter: (k: number) => `Withheld: fewer than ${inWords(k)} people, or nobody, match these filters`,
    withheldFilterHint: 'Remove a filter to see more.',
    share: (share: string) =>
      `${share} of answers are not in any group shown, because their group would be too small or the person did not say.`,
    nobodyAnswered: 'None of the people in this group answered this.',
    answered: (n: number, of: number) => `${count(n)} of ${count(of)} answered`,
    meanInterval: 'Mean (95% interval)',
    sd: 'Standard deviation',
    median: 'Median (quartiles)',
    favourable: (share: string) => `${share} favourable`,
    scored: 'With a score',
    notEnough: 'not defined',
    summary: (mean: string, sd: string | null, n: string) =>
      sd === null ? `Mean ${mean} (n = ${n})` : `Mean ${mean}, SD ${sd} (n = ${n})`,
    between: (low: string, high: string) => `${low} to ${high}`,
    interval: (interval: string) => `95% interval ${interval}`,
    exchanged: (share: string) =>
      `Sensitive: before anything is shown, about ${share} of these answers are exchanged by lot.`,
    exact: 'Totals of everybody stay exact.',
    estimated: 'Percentages and means of a group are corrected for it; the range is their 95% interval.',
    range: (least: string, most: string) => `Possible scores: ${least} to ${most}`,
    table: 'Table',
    tableOf: (measure: string) => `Table: ${measure}`,
    option: 'Answer',
    count: 'People',
    countStored: 'After the exchange',
    percentInterval: 'Percent (95% interval)',
    group: 'Group',
    answeredColumn: 'Answered',
    responses: 'People in the group',
    everybody: 'Everybody',
    scale: 'Scale',
    comment: (k: number) =>
      `Words of comments that at least ${inWords(k)} people used. Rarer ones are not kept, so a group may have used a word more often than shown.`,
    showAll: (n: number) => `Show all ${count(n)} groups`,
    other: 'Other waves',
    waves: 'Waves',
    noOther: 'There are no other waves.',
    noWaves: 'No wave has opened yet.',
    reset: 'Show everything',
    notEvaluator: 'Your account may not look at results.',
  },
} as const;
