//! What follows for certain: for each group, the least number of its members that can have given a sensitive answer, over all
//! that agrees with what is known. Plain linear programming; it knows no surveys.
//!
//! That a group is safe does not rest on the solver: every solution that it returns is put into the constraints again, and a
//! solution with fewer than one sensitive answer in the group is the proof. Only *certain* rests on its finding the minimum.
//!
//! People may be counted in fractions, as linear reconstruction has it (I. Dinur and K. Nissim, 2003,
//! doi 10.1145/773153.773173). Whoever is certain in fractions is certain; an attacker who reckons in whole people can know more.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

/// A lower bound from here on counts as 1.
const ONE: f64 = 1.0 - 1e-6;

/// Unknowns with their factors, how their sum compares, and with what.
type Constraint = (Vec<(usize, f64)>, ComparisonOp, f64);

/// Equations and inequalities over unknowns that are 0 or more.
#[derive(Default)]
pub struct Program {
    unknowns: usize,
    constraints: Vec<Constraint>,
    /// For each unit (people who are all alike here) the unknowns that add up to its sensitive answers.
    pub answers: Vec<Vec<usize>>,
}

/// What came of it.
#[derive(Default)]
pub struct Certainty {
    /// Positions of the groups that certainly hold a sensitive answer.
    pub certain: Vec<usize>,
    /// How many programs were solved.
    pub solved: usize,
    /// The unknowns of each.
    pub unknowns: usize,
}

impl Program {
    pub fn unknown(&mut self) -> usize {
        self.unknowns += 1;
        self.unknowns - 1
    }

    pub fn equal(&mut self, terms: Vec<(usize, f64)>, to: f64) {
        self.constraints.push((terms, ComparisonOp::Eq, to));
    }

    pub fn at_most(&mut self, terms: Vec<(usize, f64)>, bound: f64) {
        self.constraints.push((terms, ComparisonOp::Le, bound));
    }

    /// The sensitive answers of each unit where their weighted sum is least.
    fn least(&self, weights: &[f64]) -> Vec<f64> {
        let mut costs = vec![0.0; self.unknowns];
        for (unknowns, weight) in self.answers.iter().zip(weights) {
            unknowns.iter().for_each(|&unknown| costs[unknown] += weight);
        }
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let variables: Vec<Variable> =
            costs.into_iter().map(|cost| problem.add_var(cost, (0.0, f64::INFINITY))).collect();
        for (terms, comparison, side) in &self.constraints {
            let terms: Vec<(Variable, f64)> = terms.iter().map(|&(at, factor)| (variables[at], factor)).collect();
            problem.add_constraint(terms.as_slice(), *comparison, *side);
        }
        // The truth is a solution and the costs are not negative, so there is an optimum; no answer is a bug of the attack.
        let solution = problem.solve().unwrap().into_solution().unwrap();
        let values: Vec<f64> = variables.iter().map(|&variable| solution.var_value(variable)).collect();
        assert!(self.holds(&values), "the solver returned no solution");
        let sum = |unknowns: &Vec<usize>| unknowns.iter().map(|&unknown| values[unknown]).sum();
        self.answers.iter().map(sum).collect()
    }

    /// Whether these values satisfy everything, but for rounding.
    fn holds(&self, values: &[f64]) -> bool {
        let satisfied = |(terms, comparison, side): &Constraint| {
            let beyond = terms.iter().map(|&(at, factor)| factor * values[at]).sum::<f64>() - side;
            beyond < 1e-6 && (matches!(comparison, ComparisonOp::Le) || beyond > -1e-6)
        };
        values.iter().all(|&value| value > -1e-6) && self.constraints.iter().all(satisfied)
    }

    /// Which groups of units certainly hold a sensitive answer. `truth` has each unit's, a solution that costs nothing.
    pub fn certain(&self, groups: &[Vec<usize>], truth: &[f64]) -> Certainty {
        let inside = |answers: &[f64], group: usize| groups[group].iter().map(|&unit| answers[unit]).sum::<f64>();
        let mut open: Vec<usize> = (0..groups.len()).filter(|&group| inside(truth, group) >= ONE).collect();
        let mut found = Certainty { unknowns: self.unknowns, ..Certainty::default() };
        // Where all sensitive answers of many groups together are fewest, most of these groups have none.
        let mut together = true;
        while !open.is_empty() {
            let asked = if together { open.clone() } else { open.pop().into_iter().collect() };
            let mut weights = vec![0.0; self.answers.len()];
            asked.iter().flat_map(|&group| &groups[group]).for_each(|&unit| weights[unit] += 1.0);
            let answers = self.least(&weights);
            found.solved += 1;
            if let ([group], false) = (&asked[..], together)
                && inside(&answers, *group) >= ONE
            {
                found.certain.push(*group);
            }
            let before = open.len();
            open.retain(|&group| inside(&answers, group) >= ONE);
            together &= open.len() > 1 && 10 * open.len() < 9 * before;
        }
        found
    }
}
