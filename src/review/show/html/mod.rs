//! A report as one HTML page that stands alone: nothing is fetched, nothing runs. It reads on a telephone and on a wide screen,
//! by day and by night, and prints on two sheets of A4. The marks of numbers are in `number`, tables in `table`, pictures in
//! `chart`, what it all looks like in `style`.

mod chart;
mod number;
mod style;
mod table;

use std::fmt::Write as _;

use super::words::{Went, compared, head, key, left_out, made, metrics, nothing, spread, unfinished};
use crate::review::metric::Group;
use crate::review::{Reading, Report, Table};
use crate::terms::{clean, escape_html};
use number::{At, number};

/// The report as a whole page. Everything from outside is escaped, and the page forbids itself scripts and anything from
/// elsewhere.
pub fn html(report: &Report) -> String {
    let (title, desk) = (escape(&report.title), escape(&report.desk));
    let mut body = format!(
        "<header>\n<p class=\"desk\">{desk}</p>\n<h1>{title}</h1>\n<p class=\"made\">{}</p>\n",
        escape(&made(report))
    );
    if let Some(words) = unfinished(report) {
        let _ = writeln!(body, "<p class=\"open\">{}</p>", escape(&words));
    }
    body.push_str("</header>\n<main>\n");
    match nothing(report) {
        Some(words) => {
            let _ = writeln!(body, "<p class=\"nothing\">{}</p>", commands(&words));
        }
        None => contents(&mut body, report),
    }
    body.push_str("</main>\n");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{title} · {desk}</title>\n<style>{}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        style::STYLE
    )
}

fn contents(body: &mut String, report: &Report) {
    body.push_str("<section class=\"key\" aria-label=\"At a glance\">\n");
    key(report).for_each(|reading| first(body, reading));
    body.push_str("</section>\n<div class=\"flow\">\n");
    let tables = || report.tables.iter().filter(|table| !table.rows.is_empty());
    // People look first and read then; what has many columns comes last, over the whole width.
    let sort = |table: &Table| (!chart::has_picture(table), table::is_wide(table));
    for table in tables().filter(|table| sort(table) == (false, false)) {
        table::section(body, table);
    }
    for group in Group::ALL {
        numbers(body, report, *group);
    }
    for table in tables().filter(|table| sort(table) == (true, false)) {
        table::section(body, table);
    }
    body.push_str("</div>\n");
    for table in tables().filter(|table| table::is_wide(table)) {
        table::section(body, table);
    }
    body.push_str(
        "<p class=\"legend\"><b>n</b> is how many a number rests on. Where there are <i>few</i> (under 10), it may well be \
         chance: nobody should be judged by it.</p>\n",
    );
    let dropped: Vec<&str> = tables().filter(|table| !table::is_on_paper(table)).map(|table| table.title).collect();
    let dropped = if dropped.is_empty() { String::new() } else { format!("“{}”, ", dropped.join("”, “")) };
    let _ = writeln!(
        body,
        "<p class=\"paper\">For want of room, this is on the page but not on paper: {dropped}what each number means, what was \
         left out of it, the tables behind pictures, and of long tables the rows further down.</p>"
    );
    meanings(body, report);
}

/// A number that is looked at first.
fn first(body: &mut String, reading: &Reading) {
    let (metric, figure) = (reading.metric, &reading.figure);
    let _ = write!(
        body,
        "<div class=\"tile\">\n<h2><a href=\"#{0}\">{1}</a></h2>\n<p class=\"big\">{2}</p>\n",
        metric.name,
        metric.title,
        number(At::of(metric), figure),
    );
    for beside in &reading.beside {
        if let Some((words, went)) = compared(reading, beside) {
            let (class, said) = match went {
                Went::Better => (" class=\"better\"", " – better"),
                Went::Worse => (" class=\"worse\"", " – worse"),
                Went::Neither => ("", ""),
            };
            let _ = writeln!(body, "<p{class}>{}{said}</p>", escape(&words));
        }
    }
    body.push_str("</div>\n");
}

/// The numbers of a group, beside those of other stretches.
fn numbers(body: &mut String, report: &Report, group: Group) {
    let readings: Vec<&Reading> = report.readings.iter().filter(|reading| reading.metric.group == group).collect();
    let Some(one) = readings.first() else { return };
    let heads: String = one.beside.iter().fold(String::new(), |mut heads, beside| {
        let _ = write!(heads, "<th scope=\"col\">{}</th>", head(beside));
        heads
    });
    let _ = write!(
        body,
        "<section>\n<h2>{}</h2>\n<table class=\"numbers\">\n<thead><tr><th scope=\"col\">Number</th>\
         <th scope=\"col\">Value</th>{heads}</tr></thead>\n<tbody>\n",
        group.title()
    );
    for reading in readings {
        let (metric, figure) = (reading.metric, &reading.figure);
        // What cannot be known cannot be known of other days either.
        let whole = if figure.unknowable.is_some() { reading.beside.len() } else { 0 };
        let span = if whole > 0 { format!(" colspan=\"{}\"", whole + 1) } else { String::new() };
        let _ = write!(
            body,
            "<tr><th scope=\"row\"><a href=\"#{}\">{}</a>{}{}{}</th><td{span}>{}</td>",
            metric.name,
            metric.title,
            small("spread", spread(figure)),
            small("why", figure.unknowable.map(str::to_owned)),
            small("out", left_out(figure).map(|out| format!("left out: {out}"))),
            number(At::of(metric), figure),
        );
        for beside in reading.beside.iter().skip(whole) {
            let _ =
                write!(body, "<td>{}</td>", number(At { beside: Some(beside.name), ..At::of(metric) }, &beside.figure));
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody>\n</table>\n</section>\n");
}

fn small(class: &str, words: Option<String>) -> String {
    words.map_or_else(String::new, |words| format!(" <small class=\"{class}\">{}</small>", escape(&words)))
}

/// What each number means, at the end.
fn meanings(body: &mut String, report: &Report) {
    body.push_str("<section class=\"meanings\">\n<h2>What each number means</h2>\n<dl>\n");
    for metric in metrics(report) {
        let _ = write!(
            body,
            "<div id=\"{}\">\n<dt>{} <code>{}</code></dt>\n<dd>{}</dd>\n<dd class=\"formula\">{}</dd>\n\
             <dd class=\"out\">Left out: {}</dd>\n</div>\n",
            metric.name,
            escape(metric.title),
            metric.name,
            escape(metric.meaning),
            escape(metric.formula),
            escape(metric.excludes),
        );
    }
    body.push_str("</dl>\n</section>\n");
}

/// What stands between back-ticks is a command.
fn commands(words: &str) -> String {
    let part = |(at, part): (usize, &str)| {
        if at % 2 == 1 { format!("<code>{}</code>", escape(part)) } else { escape(part) }
    };
    words.split('`').enumerate().map(part).collect()
}

/// Text on one line, without what would steer it, safe in tags and attributes.
fn escape(words: &str) -> String {
    escape_html(&clean::one_line(words))
}
