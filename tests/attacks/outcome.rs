//! The figures of an attack.

/// What he made of companies.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome {
    pub companies: usize,
    /// Groups under k, by each item and each way of reading it.
    pub groups: usize,
    /// Of these, left out because the totals alone tell of them.
    pub by_totals: usize,
    /// Shown to be safe without a solver, which got a sample of them all the same.
    pub at_sight: usize,
    pub programs: usize,
    /// Unknowns of the largest program.
    pub unknowns: usize,
    pub certain: usize,
    /// Companies in which he is certain of any group.
    pub hit: usize,
}

impl Outcome {
    pub fn add(&mut self, other: Self) {
        self.companies += other.companies;
        self.groups += other.groups;
        self.by_totals += other.by_totals;
        self.at_sight += other.at_sight;
        self.programs += other.programs;
        self.unknowns = self.unknowns.max(other.unknowns);
        self.certain += other.certain;
        self.hit += other.hit;
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { companies, groups, by_totals, at_sight, programs, unknowns, certain, hit } = self;
        write!(
            f,
            "{companies} companies, {groups} groups under k (told by totals: {by_totals}; safe at sight: {at_sight}), \
             {programs} programs of up to {unknowns} unknowns: certain of {certain}, in {hit} companies"
        )
    }
}
