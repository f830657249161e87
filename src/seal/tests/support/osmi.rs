//! The OSMI 2014 survey: six attributes, 48 countries, most of them tiny.

use std::{collections::HashMap, error::Error};

use chorus_seal::{Attribute, Level, Row, Rule};

/// The attributes, in the order of a row's values.
pub const ATTRIBUTES: [&str; 6] = ["country", "company_size", "age_band", "gender", "remote_work", "tech_company"];

/// What a region counts of a country.
const REGION_KEEPS: f64 = 0.6;

/// The rows, the names of the countries in the order of their values, and the region of each by UN M49.
pub struct Survey {
    pub rows: Vec<Row<()>>,
    regions: Vec<u16>,
}

impl Survey {
    /// Reads the survey and the regions of its countries.
    pub fn read() -> Result<Self, Box<dyn Error>> {
        let root = env!("CARGO_MANIFEST_DIR");
        let mut region_of = HashMap::new();
        let mut names: Vec<String> = Vec::new();
        for record in csv::Reader::from_path(format!("{root}/tests/osmi_regions.csv"))?.into_deserialize() {
            let (country, region): (String, String) = record?;
            let place = names.iter().position(|name| *name == region).unwrap_or(names.len());
            if place == names.len() {
                names.push(region);
            }
            region_of.insert(country, u16::try_from(place)?);
        }

        let mut known: [HashMap<String, u16>; 6] = Default::default();
        let (mut rows, mut regions) = (Vec::new(), Vec::new());
        for record in csv::Reader::from_path(format!("{root}/../../demo/osmi_2014.csv"))?.into_deserialize() {
            let record: HashMap<String, String> = record?;
            let mut values = Vec::new();
            for (attribute, known) in ATTRIBUTES.iter().zip(&mut known) {
                let text = record.get(*attribute).ok_or("a column is missing")?;
                let next = u16::try_from(known.len())?;
                let value = (!text.is_empty()).then(|| *known.entry(text.clone()).or_insert(next));
                if *attribute == "country" && value == Some(next) {
                    regions.push(*region_of.get(text).ok_or("a country without a region")?);
                }
                values.push(value);
            }
            rows.push(Row { values, answers: () });
        }
        Ok(Self { rows, regions })
    }

    /// The rule by which countries are kept or withheld.
    pub fn flat(&self, k: usize) -> Result<Rule, Box<dyn Error>> {
        Ok(Rule::unweighted(k, ATTRIBUTES.len())?)
    }

    /// The rule by which countries can climb to their regions.
    pub fn with_regions(&self, k: usize) -> Result<Rule, Box<dyn Error>> {
        let regions = Level { keeps: REGION_KEEPS, within: self.regions.clone() };
        let mut attributes = vec![Attribute::flat(1.0); ATTRIBUTES.len()];
        attributes[0] = Attribute::nested(1.0, vec![regions]);
        Ok(Rule::new(k, attributes)?)
    }
}
