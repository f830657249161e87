//! `/programmes/{programme}/indicators` and below.

use super::{BroughtIn, file, months, status, terms};
use crate::formats::Standing;
use crate::http::asked::Asked;
use crate::{EvaluatorError, SealedTables};
use actix_web::web::{Data, Json, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, get, put};
use chorus_accounts::Evaluator;
use chorus_evidence::Status;
use chorus_evidence::statistics::Share;
use chorus_indicators::{Indicators, Kind, Monthly, MonthlyCell, Series};
use chorus_problem::{Problem, request};
use chorus_questionnaire::Choices;
use serde::Serialize;
use uuid::Uuid;

/// Brings in a monthly indicator in place of what was there: CSV with a header row, and every row or none.
///
/// Columns: `month` (`2026-03`), up to two attributes or levels of the programme, `headcount`, `people` (those concerned), and for
/// sums `total`, `largest` and `second_largest` (the two largest contributions of one person, which are not kept). A row of fewer than k,
/// one that leaves fewer than k over, or a sum that one person dominates is withheld: its numbers are not kept.
#[utoipa::path(
    operation_id = "putIndicator",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("programme" = Uuid, Path, description = "The programme"),
        ("series" = Series, Path, description = "Which indicator"),
    ),
    request_body(content_type = "text/csv", content = String),
    responses(
        (status = 200, description = "It is kept", body = BroughtIn),
        (status = 400, description = "`unreadable`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`too-large`", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "`media-type`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: every row at fault is named, and nothing was changed", body = Problem, content_type = "application/problem+json"),
    )
)]
#[put("/programmes/{programme}/indicators/{series}")]
pub async fn put(
    _: Evaluator,
    tables: Data<SealedTables>,
    indicators: Data<Indicators>,
    path: Path<(String, String)>,
    http: HttpRequest,
    payload: Payload,
) -> Result<Json<BroughtIn>, Problem> {
    let (programme, series) = parse(&path)?;
    let terms = terms(&tables, programme).await?;
    let monthly = Monthly::read(series, &file(&http, payload).await?, &terms).map_err(EvaluatorError::from)?;
    indicators.keep_series(programme, series, &monthly).await.map_err(EvaluatorError::from)?;
    let withheld = monthly.rows.iter().filter(|row| row.numbers.is_none()).count();
    Ok(Json(BroughtIn { k: monthly.k, rows: monthly.rows.len(), withheld }))
}

/// The indicators of a programme.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ProgrammeIndicators {
    /// Those that were brought in.
    pub indicators: Vec<IndicatorSummary>,
}

/// An indicator, without its numbers.
#[derive(Serialize, utoipa::ToSchema)]
pub struct IndicatorSummary {
    /// Which one.
    pub series: Series,
    /// What it counts.
    pub kind: Kind,
    /// In which unit.
    pub unit: &'static str,
    /// What it can be broken down by.
    pub by: Vec<String>,
    /// Its months.
    pub months: Vec<String>,
}

/// Lists the indicators that were brought in.
#[utoipa::path(
    operation_id = "listIndicators",
    tag = "evaluator",
    security(("api_key" = [])),
    params(("programme" = Uuid, Path, description = "The programme")),
    responses(
        (status = 200, description = "The indicators", body = ProgrammeIndicators),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes/{programme}/indicators")]
pub async fn list(
    _: Evaluator,
    tables: Data<SealedTables>,
    indicators: Data<Indicators>,
    programme: Path<String>,
) -> Result<Json<ProgrammeIndicators>, Problem> {
    let programme = request::id(&programme, "programme")?;
    let k = terms(&tables, programme).await?.k();
    let all = indicators.all_series(programme, k).await.map_err(EvaluatorError::from)?;
    let summary = |(series, monthly): (Series, Monthly)| IndicatorSummary {
        series,
        kind: series.kind(),
        unit: series.unit(),
        months: monthly.months().into_iter().map(str::to_owned).collect(),
        by: monthly.by,
    };
    Ok(Json(ProgrammeIndicators { indicators: all.into_iter().map(summary).collect() }))
}

/// An indicator by month and group.
#[derive(Serialize, utoipa::ToSchema)]
pub struct IndicatorAnswer {
    /// Which one.
    pub series: Series,
    /// What it counts.
    pub kind: Kind,
    /// The unit of `total`.
    pub unit: &'static str,
    /// The least number of people that any number speaks of.
    pub k: u16,
    /// The breakdown.
    pub by: Vec<String>,
    /// By month, then group.
    pub cells: Vec<IndicatorCell>,
}

/// One group in one month. A withheld one has no numbers; nobody and too few look alike.
#[derive(Serialize, utoipa::ToSchema)]
pub struct IndicatorCell {
    /// The month, as `2026-03`.
    pub month: String,
    /// Value by attribute.
    #[schema(inline)]
    pub group: Choices,
    /// Whether there are numbers.
    pub status: Status,
    /// Whether parts of the group are withheld and not in these numbers.
    pub partial: bool,
    /// People concerned.
    pub people: Option<u64>,
    /// Of how many.
    pub headcount: Option<u64>,
    /// The sum over those concerned, in the series' unit.
    pub total: Option<f64>,
    /// Percent (0 to 100) of the headcount who are concerned.
    pub percent: Option<f64>,
    /// Lower end of its interval of 95 % (Wilson).
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// The total by head of the group.
    pub per_head: Option<f64>,
    /// The total by person concerned.
    pub per_person: Option<f64>,
}

impl IndicatorCell {
    pub(in crate::http) fn new(cell: MonthlyCell) -> Self {
        let numbers = cell.numbers;
        let share = numbers.and_then(|numbers| Share::plain(numbers.people, numbers.headcount));
        let percent = |of: fn(Share) -> f64| share.map(|share| 100.0 * of(share));
        IndicatorCell {
            month: cell.month,
            group: cell.group,
            status: status(numbers.is_some()),
            partial: cell.partial && numbers.is_some(),
            people: numbers.map(|numbers| numbers.people),
            headcount: numbers.map(|numbers| numbers.headcount),
            total: numbers.map(|numbers| numbers.total),
            percent: percent(|share| share.value),
            low: percent(|share| share.low),
            high: percent(|share| share.high),
            per_head: numbers.map(|numbers| numbers.total / numbers.headcount as f64),
            per_person: numbers.map(|numbers| numbers.total / numbers.people as f64),
        }
    }

    fn numbers(&self) -> [(&'static str, Option<f64>); 8] {
        let number = |count: Option<u64>| count.map(|count| count as f64);
        [
            ("people", number(self.people)),
            ("headcount", number(self.headcount)),
            ("total", self.total),
            ("percent", self.percent),
            ("percent_low", self.low),
            ("percent_high", self.high),
            ("per_head", self.per_head),
            ("per_person", self.per_person),
        ]
    }
}

/// An indicator by month, and by the attributes that it was brought in with: sums over what is shown, never over what is withheld.
#[utoipa::path(
    operation_id = "getIndicator",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("programme" = Uuid, Path, description = "The programme"),
        ("series" = Series, Path, description = "Which indicator"),
        ("by" = Option<Vec<String>>, Query, description = "Attributes to break down by"),
        ("from" = Option<String>, Query, description = "The first month, as `2026-01`"),
        ("to" = Option<String>, Query, description = "The last month"),
        ("format" = Option<String>, Query, description = "`json` or `csv`"),
    ),
    responses(
        (status = 200, description = "The indicator", content((IndicatorAnswer = "application/json"), (String = "text/csv"))),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: an unknown attribute, month or parameter is named", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes/{programme}/indicators/{series}")]
pub async fn get(
    _: Evaluator,
    tables: Data<SealedTables>,
    indicators: Data<Indicators>,
    path: Path<(String, String)>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let (programme, series) = parse(&path)?;
    let asked = Asked::grouped(&http, &["from", "to", "format"])?;
    let as_csv = match asked.other("format") {
        None | Some("json") => false,
        Some("csv") => true,
        Some(_) => {
            let reason = "the formats are json and csv".to_owned();
            return Err(EvaluatorError::Plan { field: "format", reason }.into());
        }
    };
    let k = terms(&tables, programme).await?.k();
    let monthly = indicators.series(programme, series, k).await.map_err(EvaluatorError::from)?;
    let cells = monthly.ask(&asked.query.by, months(&asked)?, true).map_err(EvaluatorError::from)?;
    let cells: Vec<IndicatorCell> = cells.into_iter().map(IndicatorCell::new).collect();
    let (k, by) = (monthly.k, asked.query.by);
    if as_csv {
        let body = csv(&by, &cells)?;
        return Ok(HttpResponse::Ok().content_type("text/csv; charset=utf-8").body(body));
    }
    let answer = IndicatorAnswer { series, kind: series.kind(), unit: series.unit(), k, by, cells };
    Ok(HttpResponse::Ok().json(answer))
}

fn parse(path: &(String, String)) -> Result<(Uuid, Series), Problem> {
    let programme = request::id(&path.0, "programme")?;
    let series = Series::named(&path.1).ok_or_else(|| {
        let known = Series::ALL.map(Series::name).join(", ");
        Problem::not_found(format!("There is no such indicator; there are {known}."))
    })?;
    Ok((programme, series))
}

/// One number a row, with SDMX's statuses.
fn csv(by: &[String], cells: &[IndicatorCell]) -> Result<Vec<u8>, EvaluatorError> {
    let failed = |error: csv::Error| EvaluatorError::Csv(error.to_string());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = ["month"].into_iter().chain(by.iter().map(String::as_str));
    let header = header.chain(["statistic", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS"]);
    writer.write_record(header).map_err(failed)?;
    for cell in cells {
        let standing = if cell.status == Status::Released { Standing::Released } else { Standing::Withheld };
        for (statistic, value) in cell.numbers() {
            let value = value.map(|value| value.to_string()).unwrap_or_default();
            let group = by.iter().map(|by| cell.group.get(by).map_or("", String::as_str));
            let record = [cell.month.as_str()].into_iter().chain(group);
            let record = record.chain([statistic, value.as_str(), standing.obs_status(), standing.conf_status()]);
            writer.write_record(record).map_err(failed)?;
        }
    }
    writer.into_inner().map_err(|error| EvaluatorError::Csv(error.to_string()))
}
