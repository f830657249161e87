//! `GET /programmes/{programme}/report`: participation, outcomes, change, the training's effect, gaps, delivery and indicators as one document to read or print.
//! Every figure in it comes from the same functions as the other routes' answers.

use super::aggregates::delivery::{delivered, heads};
use super::aggregates::indicators::IndicatorCell;
use super::asked::Asked;
use super::effect;
use crate::load::{Dated, Two};
use crate::tables::Kept;
use crate::{EvaluatorError, SealedTables, load};
use actix_web::http::header;
use actix_web::web::{self, Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chorus_accounts::Evaluator;
use chorus_evidence::claim::Claim;
use chorus_evidence::{Gaps, Query, Results, SealedTable, Status};
use chorus_indicators::{IndicatorError, Indicators};
use chorus_problem::{Problem, request};
use chorus_questionnaire::{Attribute, WaveState};
use chorus_report::{Delivered, Earlier, Figures, Group, Indicator};
use chorus_sealed::{PublishedState, SealedReader};
use uuid::Uuid;

/// How a report is written out.
#[derive(Clone, Copy)]
enum Form {
    Html,
    Pdf,
}

/// What the organisation counted by itself.
struct BroughtIn {
    delivered: Vec<Delivered>,
    indicators: Vec<Indicator>,
}

/// A progress report as HTML or PDF, in any of English, German, Spanish, French, Arabic and Chinese; texts of the survey come in the nearest
/// language that they have.
///
/// It compares the newest closed wave with the first one, unless others are named; where waves have no days, name them. With `where` it is a summary of one group. What is too
/// small to show is said to be not shown.
#[utoipa::path(
    operation_id = "getReport",
    tag = "evaluator",
    security(("api_key" = [])),
    params(
        ("programme" = Uuid, Path, description = "The programme"),
        ("format" = Option<String>, Query, description = "`html` or `pdf`; `html` when left out"),
        ("language" = Option<String>, Query, description = "BCP 47 tag; the programme's first when left out"),
        ("to" = Option<Uuid>, Query, description = "The wave that it reports on; the newest closed one when left out, if their days tell which"),
        ("from" = Option<Uuid>, Query, description = "The wave that it compares with; the first closed one when left out, if their days tell which"),
        ("where" = Option<String>, Query, description = "One group, as `attribute:value`"),
    ),
    responses(
        (status = 200, description = "The report", content((String = "text/html"), (Vec<u8> = "application/pdf"))),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`forbidden`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not-found`: no such programme, or none of its waves has closed", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`no-font`: the server lacks a font for a letter", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`invalid`: a wave, a group, a format or a parameter does not fit", body = Problem, content_type = "application/problem+json"),
    )
)]
#[get("/programmes/{programme}/report")]
pub async fn report(
    _: Evaluator,
    tables: Data<SealedTables>,
    indicators: Data<Indicators>,
    programme: Path<String>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let programme = request::id(&programme, "programme")?;
    let asked = Asked::filtered(&http, &["format", "language", "from", "to"])?;
    let form = match asked.other("format") {
        None | Some("html") => Form::Html,
        Some("pdf") => Form::Pdf,
        Some(_) => return Err(EvaluatorError::ReportFormat.into()),
    };
    if asked.query.filters.len() > 1 {
        return Err(EvaluatorError::OneGroup.into());
    }
    let named = |name| asked.other(name).map(|_| asked.wave(name)).transpose();
    let (from, to) = chosen(&tables, programme, named("from")?, named("to")?).await?;
    let kept = tables.table(to).await?;
    let two = match from {
        Some(from) => Some(Two::read(&tables, programme, [from, to]).await?),
        None => None,
    };
    let study = kept.manifest().programme.study.as_ref();
    let dated = match study.and_then(Claim::of_effect) {
        Some(_) if asked.query.filters.is_empty() => load::dated(&tables, programme).await?,
        _ => Vec::new(),
    };
    let k = super::aggregates::terms(&tables, programme).await?.k();
    let brought_in = BroughtIn {
        delivered: sessions(&indicators, programme, k).await?,
        indicators: series(&indicators, programme, k).await?,
    };
    let first = kept.manifest().languages.first().cloned().unwrap_or_default();
    let language = asked.other("language").map_or(first, str::to_owned);
    let query = asked.query;
    let (media_type, ending, body) = web::block(move || -> Result<_, EvaluatorError> {
        let written = written(&kept, two, dated, &query, &brought_in, &language)?;
        Ok(match form {
            Form::Html => ("text/html; charset=utf-8", "html", chorus_report::html(&written).into_bytes()),
            Form::Pdf => ("application/pdf", "pdf", chorus_report::pdf(&written)?),
        })
    })
    .await
    .map_err(EvaluatorError::from)??;
    let name = format!("attachment; filename=\"progress-report.{ending}\"");
    Ok(HttpResponse::Ok().content_type(media_type).insert_header((header::CONTENT_DISPOSITION, name)).body(body))
}

/// The waves to compare: those named, or the first and the newest closed one. Which came first only their days can tell.
async fn chosen(
    reader: &SealedReader,
    programme: Uuid,
    from: Option<Uuid>,
    to: Option<Uuid>,
) -> Result<(Option<Uuid>, Uuid), EvaluatorError> {
    let mut waves = reader.waves().await?;
    waves.retain(|wave| wave.published.manifest.programme.id == programme && wave.state == WaveState::Closed);
    let id = |wave: &PublishedState| wave.published.manifest.wave;
    for (name, wave) in [("from", from), ("to", to)] {
        if wave.is_some_and(|wanted| !waves.iter().any(|wave| id(wave) == wanted)) {
            return Err(EvaluatorError::NotClosed(name));
        }
    }
    let day = |wave: &PublishedState| wave.published.manifest.date;
    let dated = waves.iter().all(|wave| day(wave).is_some());
    waves.sort_by_key(|wave| (day(wave), id(wave)));
    let newest = waves.last().map(id).ok_or(EvaluatorError::UnknownProgramme)?;
    let Some(to) = to.or_else(|| (dated || waves.len() == 1).then_some(newest)) else {
        return Err(EvaluatorError::NoOrder);
    };
    let first = waves.first().map(id).filter(|first| dated && *first != to);
    Ok((from.or(first), to))
}

fn written(
    kept: &Kept,
    two: Option<Two>,
    dated: Vec<Dated>,
    query: &Query,
    brought_in: &BroughtIn,
    language: &str,
) -> Result<chorus_report::Report, EvaluatorError> {
    let (manifest, table) = (kept.manifest(), &kept.table);
    let results = table.results(query)?;
    // Two waves that ask nothing alike, or an earlier one without this group, have no change to tell.
    let change =
        two.as_ref().and_then(|two| two.earlier.table.change(&two.later.table, query, two.pairs.as_ref()).ok());
    let earlier = two.as_ref().zip(change.as_ref()).map(|(two, change)| Earlier {
        manifest: two.from(),
        change,
        claim: Claim::CHANGE,
    });
    // As long as too few waves have closed, or they ask nothing alike, there is no effect to tell.
    let effects = effect::worked_out(dated, &[]).ok();
    let reliability = table.reliability(query)?;
    let (mut gaps, mut answered, mut groups, mut groups_withheld) = (Vec::new(), Vec::new(), Vec::new(), 0);
    if query.filters.is_empty() {
        for attribute in &manifest.attributes {
            answered.push((attribute.code.clone(), of_each(table, attribute)?));
            gaps.push((attribute.code.clone(), gaps_by(table, attribute)?));
        }
        // The first-ranked; of several, the first.
        let weight = |attribute: &&Attribute| std::cmp::Reverse(attribute.weight);
        if let Some(first) = manifest.attributes.iter().min_by_key(weight) {
            let by = Query { by: vec![first.code.clone()], ..Query::default() };
            (groups, groups_withheld) = by_themselves(&table.results(&by)?, first);
        }
    }
    let figures = Figures {
        wave: &kept.state.published,
        closed: kept.state.state == WaveState::Closed,
        group: query.filters.first().map(|(attribute, value)| (attribute.as_str(), value.as_str())),
        results: &results,
        earlier,
        effects: effects.as_ref(),
        reliability: &reliability,
        gaps: &gaps,
        answered: &answered,
        groups: &groups,
        groups_withheld,
        delivered: &brought_in.delivered,
        indicators: &brought_in.indicators,
    };
    Ok(chorus_report::write(&figures, language))
}

fn gaps_by(table: &SealedTable, attribute: &Attribute) -> Result<Gaps, EvaluatorError> {
    Ok(table.gaps(&Query { by: vec![attribute.code.clone()], ..Query::default() })?)
}

/// How many answered in each group of an attribute, in declared order.
fn of_each(table: &SealedTable, attribute: &Attribute) -> Result<Vec<(String, Option<u64>)>, EvaluatorError> {
    let code = &attribute.code;
    let sizes = table.group_sizes(std::slice::from_ref(code))?;
    let size = |value: &str| sizes.groups.get(&[(code.clone(), value.to_owned())].into()).copied();
    Ok(attribute.values.iter().map(|value| (value.code.clone(), size(&value.code))).collect())
}

/// The groups of a breakdown that have something to show, and how many have not.
fn by_themselves(results: &Results, attribute: &Attribute) -> (Vec<Group>, usize) {
    let of = |value: &str| Group {
        attribute: attribute.code.clone(),
        value: value.to_owned(),
        cells: results
            .cells
            .iter()
            .filter(|cell| cell.group.get(&attribute.code).is_some_and(|known| known == value))
            .cloned()
            .collect(),
    };
    let all = attribute.values.iter().map(|value| of(&value.code));
    let (shown, withheld): (Vec<Group>, Vec<Group>) =
        all.partition(|group| group.cells.iter().any(|cell| cell.status == Status::Released));
    (shown, withheld.len())
}

/// How the training was delivered, by the groups that the sessions name; nothing if nothing was brought in.
async fn sessions(indicators: &Indicators, programme: Uuid, k: u16) -> Result<Vec<Delivered>, EvaluatorError> {
    let delivery = match indicators.delivery(programme, k).await {
        Ok(delivery) => delivery,
        Err(IndicatorError::Nothing) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let heads = heads(indicators, programme, k, &delivery.by).await?;
    let cells = delivered(&delivery, &heads, &delivery.by, (None, None))?;
    let cell = |cell: super::aggregates::delivery::Delivered| Delivered {
        group: cell.group,
        sessions: cell.sessions,
        attended: cell.attended,
        reach: cell.reach,
        fidelity: cell.fidelity,
    };
    Ok(cells.into_iter().map(cell).collect())
}

/// What the organisation counted, over all months, by the groups that it counted.
async fn series(indicators: &Indicators, programme: Uuid, k: u16) -> Result<Vec<Indicator>, EvaluatorError> {
    let mut all = Vec::new();
    for (series, monthly) in indicators.all_series(programme, k).await? {
        for cell in monthly.ask(&monthly.by, (None, None), false)? {
            let group = cell.group.clone();
            let IndicatorCell { people, percent, total, .. } = IndicatorCell::new(cell);
            all.push(Indicator { series: series.name(), group, people, percent, total, unit: series.unit() });
        }
    }
    Ok(all)
}
