//! The tables of a page, each with its picture where people like to look at one.

use std::fmt::Write as _;

use super::number::{At, number};
use super::{chart, escape};
use crate::review::show::words::{length, most};
use crate::review::{Chart, Table};

/// Rows beyond these are not on paper: of a table over half the width, and over all of it. With these, a month of a large desk
/// still fits two sheets.
const ON_PAPER: usize = 6;
const WIDE_ON_PAPER: usize = 12;
/// Tables that are not on paper at all.
const SCREEN_ONLY: &[&str] = &["by-playbook", "by-gesture"];

/// Whether it needs the page's whole width.
pub(super) fn is_wide(table: &Table) -> bool {
    !chart::has_picture(table) && table.keys.len() + table.columns.len() > 5
}

/// Whether it is printed.
pub(super) fn is_on_paper(table: &Table) -> bool {
    !SCREEN_ONLY.contains(&table.name)
}

/// A table under its title. Where a picture tells it, the table itself is folded away.
pub(super) fn section(body: &mut String, table: &Table) {
    let wide = match (is_wide(table), is_on_paper(table)) {
        (true, _) => " class=\"wide\"",
        (_, false) => " class=\"screen\"",
        _ => "",
    };
    let drawn = table.columns.first().filter(|_| chart::has_picture(table));
    let drawn =
        drawn.map_or_else(String::new, |column| format!(" Drawn here: {}.", column.metric.title.to_lowercase()));
    let (title, about) = (table.title, escape(table.about));
    let _ = write!(body, "<section{wide}>\n<h2>{title}</h2>\n<p class=\"about\">{about}{drawn}</p>\n");
    match chart::of(table) {
        Some(picture) => {
            let _ = writeln!(body, "{picture}<details>\n<summary>The same as a table</summary>");
            rows(body, table);
            body.push_str("</details>\n");
        }
        None => rows(body, table),
    }
    if table.more > 0 {
        let _ = writeln!(body, "<p class=\"about\">{} more rows are not shown.</p>", table.more);
    }
    body.push_str("</section>\n");
}

fn rows(body: &mut String, table: &Table) {
    let _ = write!(body, "<table data-table=\"{}\">\n<thead><tr>", table.name);
    for key in table.keys {
        let _ = write!(body, "<th scope=\"col\">{}</th>", crate::terms::capital(key));
    }
    for column in &table.columns {
        let _ = write!(body, "<th scope=\"col\"><a href=\"#{}\">{}</a></th>", column.metric.name, column.metric.title);
    }
    body.push_str("</tr></thead>\n<tbody>\n");
    let printed = if is_wide(table) { WIDE_ON_PAPER } else { ON_PAPER };
    let most = most(table.rows.iter().filter_map(|row| row.cells.first()));
    for (at, row) in table.rows.iter().enumerate() {
        let beyond = if at < printed { "" } else { " class=\"beyond\"" };
        let _ = write!(body, "<tr{beyond} data-key=\"{}\">", escape(&row.key.join(" ")));
        for (at, label) in row.label.iter().enumerate() {
            let label = escape(label);
            let _ = if at == 0 {
                write!(body, "<th scope=\"row\"><span>{label}</span></th>")
            } else {
                write!(body, "<td><span>{label}</span></td>")
            };
        }
        for (at, (column, figure)) in table.columns.iter().zip(&row.cells).enumerate() {
            let bar =
                if at == 0 && table.chart == Chart::Bars { chart::bar(length(figure, most)) } else { String::new() };
            let title = column.metric.title;
            let number = number(At::of(column.metric), figure);
            let _ = write!(body, "<td data-label=\"{title}\">{number}{bar}</td>");
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody>\n</table>\n");
}
