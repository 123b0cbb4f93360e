//! How it looks and how it is found: themes, keys of one's own, palette, help, menu, mouse. Every command by every way.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::style::{Color, Modifier, Style};

use super::screens::scenes;
use super::*;
use crate::tui::commands::{Command, On, TABLE};
use crate::tui::keymap::Keymap;
use crate::tui::theme::Look;
use crate::tui::view::{Hits, Target};

/// The frame and what lies where.
fn drawn(bench: &Bench, theme: &Theme, size: (u16, u16)) -> (Buffer, Hits) {
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    let mut hits = Hits::default();
    terminal.draw(|frame| hits = view::draw(&bench.app, theme, frame)).unwrap();
    (terminal.backend().buffer().clone(), hits)
}

fn buffer(bench: &Bench, theme: &Theme) -> Buffer {
    drawn(bench, theme, (120, 36)).0
}

/// Clicks where this lies, if it can be seen and hit.
fn click(bench: &mut Bench, wanted: impl Fn(&Target) -> bool) -> bool {
    let (_, hits) = drawn(bench, &Theme::dark(), (80, 24));
    let places: Vec<_> = hits.targets().filter(|(area, t)| !area.is_empty() && wanted(t)).map(|(a, _)| *a).collect();
    let found = places.iter().find_map(|a| hits.hit(a.x, a.y).filter(&wanted));
    let hit = found.is_some();
    if let Some(target) = found {
        bench.send(Message::Click(target));
    }
    hit
}

fn coloured(cell: &ratatui::buffer::Cell, style: Style) -> bool {
    style.fg.is_some_and(|c| c != Color::Reset && c == cell.fg)
}

#[test]
fn no_meaning_rests_on_colour_alone() {
    for look in Look::ALL {
        let theme = Theme::of(look, None);
        for (name, bench) in scenes() {
            let buffer = buffer(&bench, &theme);
            for y in 0..buffer.area.height {
                let row: Vec<_> = (0..buffer.area.width).map(|x| &buffer[(x, y)]).collect();
                let line: String = row.iter().map(|c| c.symbol()).collect();
                for cell in &row {
                    let strong = Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED;
                    if coloured(cell, theme.alert) && cell.symbol() != " " {
                        let differs = cell.modifier.intersects(strong);
                        assert!(
                            differs,
                            "{name} in {}: only its colour tells “{}” in {line}",
                            look.word(),
                            cell.symbol()
                        );
                    }
                    if coloured(cell, theme.good) {
                        let signed = ["✓", "●", "○"].iter().any(|s| line.contains(s));
                        assert!(signed || cell.modifier.intersects(strong), "{name}: {line}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_chosen_row_can_be_told_without_colour() {
    for look in Look::ALL {
        let theme = Theme::of(look, None);
        let mut bench = Bench::new();
        bench.press("<F9>");
        let buffer = buffer(&bench, &theme);
        let rows: Vec<String> = (0..36).map(|y| (0..120).map(|x| buffer[(x, y)].symbol()).collect()).collect();
        assert_eq!(rows.iter().filter(|r| r.contains("▸ ")).count(), 1, "{}", look.word());
    }
}

#[test]
fn high_contrast_fills_the_window_and_dims_nothing() {
    let theme = Theme::high_contrast();
    for (name, bench) in scenes() {
        let buffer = buffer(&bench, &theme);
        assert!(buffer.content().iter().all(|c| c.bg != Color::Reset), "{name} has cells of another background");
        assert!(!buffer.content().iter().any(|c| c.modifier.contains(Modifier::DIM)), "{name} dims something");
    }
}

#[test]
fn the_theme_goes_round_and_says_its_name() {
    let mut bench = Bench::new();
    bench.press("<Alt-v>");
    assert_eq!(bench.app.look, Look::Light);
    assert!(bench.text().contains("Theme: light. Alt-v shows the next."), "{}", bench.text());
    bench.press("<Alt-v><Alt-v><Alt-v>");
    assert_eq!(bench.app.look, Look::Dark);
}

/// A keymap in which nothing is where it was; every command has exactly one key, and none that is the default of another.
fn all_other() -> Keymap {
    let letters = "αβγδεζηθικλμνξοπρστυφχψωабвгдежзийклмнопрстуфхцчшщъыьэюяàâäçéèêëîïôöùûüñøåæœßաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ";
    let used: Vec<char> = letters.chars().collect();
    Keymap::with(|row| {
        let at = TABLE.iter().position(|r| r.command == row.command).unwrap();
        vec![format!("Alt-{}", used[at])]
    })
}

/// `F8`, `Alt-c`, `Ctrl-S`: what looks like a key of the table.
fn keys_named(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || "┃│()“”;:".contains(c)) {
        let word = word.trim_end_matches(['.', ',']);
        let function = word.strip_prefix('F').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        let chord = ["Alt-", "Ctrl-"]
            .iter()
            .any(|p| word.strip_prefix(p).is_some_and(|k| k.is_ascii() && !k.is_empty() && k != "key"));
        // The editor's own.
        if (function || chord) && word != "Ctrl-Z" {
            found.push(word.to_owned());
        }
    }
    found
}

#[test]
fn with_other_keys_no_old_key_is_named_anywhere() {
    let keys = Arc::new(all_other());
    for (name, mut bench) in scenes() {
        bench.app.setting.keys = keys.clone();
        bench.app.notice = None;
        if let Some(super::super::app::Popup::Form(super::super::app::FormKind::Palette, _)) = &bench.app.popup {
            bench.app.popup = None;
            bench.send(Message::Click(Target::Command(Command::Palette)));
        }
        for size in [(80, 24), (120, 36), (200, 60)] {
            let text = bench.screen(size.0, size.1, &Theme::dark());
            assert_eq!(keys_named(&text), Vec::<String>::new(), "{name}\n{text}");
        }
    }
    // And what each command says when it cannot be run.
    for open in [false, true] {
        for row in TABLE {
            let mut bench = Bench::new();
            bench.app.setting.keys = keys.clone();
            if open {
                bench.send(Message::Click(Target::Command(Command::New)));
            }
            bench.send(Message::Click(Target::Command(row.command)));
            let text = bench.text();
            assert_eq!(keys_named(&text), Vec::<String>::new(), "{}\n{text}", row.name);
        }
    }
}

#[test]
fn other_keys_do_what_the_old_ones_did() {
    let mut bench = Bench::new();
    bench.app.setting.keys = Arc::new(all_other());
    let key = bench.app.setting.key(Command::New).to_owned();
    bench.press(&format!("<F12><Alt-n><{key}>words"));
    assert_eq!(bench.app.tabs.len(), 1);
    assert_eq!(bench.app.tab().unwrap().notes_text(), "words");
}

/// What came of a command, as far as it can be seen.
fn outcome(bench: &Bench) -> String {
    let popup = bench.app.popup.as_ref().map(|p| format!("{p:?}").split(['(', ' ']).next().unwrap().to_owned());
    let form = match &bench.app.popup {
        Some(super::super::app::Popup::Form(kind, _)) => format!("{kind:?}"),
        Some(super::super::app::Popup::Reply(reply)) => reply.text(),
        _ => String::new(),
    };
    let notice = bench.app.notice.as_ref().map(|n| n.text.clone());
    let facts: usize = bench.files.values().map(|f| f.facts.len()).sum();
    let (screen, pane, look) = (bench.app.screen, bench.app.pane, bench.app.look);
    let (tabs, quit, chosen) =
        (bench.app.tabs.len(), bench.quit, bench.app.tab().map(|t| (t.chosen, t.answering.is_some())));
    let on = bench.app.on();
    format!(
        "{screen:?} {on:?} {pane:?} {popup:?} {form} {notice:?} facts {facts} tabs {tabs} {chosen:?} quit {quit} {look:?}"
    )
}

/// A console on which nearly everything can be done: a call with playbook and promise, notes, and a reply where it is for.
fn everything(on: On) -> Bench {
    match on {
        On::Practice => {
            let mut bench = Bench::with_log();
            bench.press("<Alt-:>");
            return bench;
        }
        On::Drill => return super::practice::scene(crate::practice::Answering::Choose, crate::practice::Help::Full, 1),
        On::Debrief => {
            let mut bench = super::practice::debriefed("birthday-parcel");
            bench.press("<Tab><Tab>");
            return bench;
        }
        _ => {}
    }
    let mut bench = Bench::new();
    bench.press("<F12>other<F12>words<Alt-c>Ngozi Okafor<Tab>parcel is late<Enter><Alt-Down>");
    match on {
        On::Cases => bench.send(Message::Click(Target::Command(Command::Cases))),
        On::Customers => bench.send(Message::Click(Target::Command(Command::Customers))),
        On::Review => bench.send(Message::Click(Target::Command(Command::Review))),
        On::Reply => bench.send(Message::Click(Target::Command(Command::Reply))),
        On::Everywhere | On::Console | On::Practice | On::Drill | On::Debrief => {}
    }
    bench.app.notice = None;
    bench
}

/// As [`everything`], in a state in which this command does something.
fn ready(row: &crate::tui::Row) -> Bench {
    let mut bench = everything(row.on);
    match row.command {
        // In a text the chord is the editor's.
        Command::Suspend => bench.app.pane = super::super::app::Pane::Playbook,
        Command::ReplyAnew => drop(bench.press("more")),
        Command::Console => bench.send(Message::Click(Target::Command(Command::Cases))),
        _ => {}
    }
    bench.app.notice = None;
    bench
}

#[test]
fn every_command_is_reached_by_key_by_palette_and_by_mouse() {
    for row in TABLE {
        let mut by_key = ready(row);
        let before = outcome(&by_key);
        let key = keymap::parse(row.keys[0]).unwrap();
        let effects = by_key.app.update(Message::Input(Event::Key(KeyEvent::new(key.code, key.modifiers))), by_key.now);
        let kinds = effects.len();
        for reply in effects.into_iter().flat_map(|e| by_key.carry_out(e)).collect::<Vec<_>>() {
            by_key.send(reply);
        }
        let expected = outcome(&by_key);
        // What a list's own commands do shows in the list; what they say is compared below.
        let elsewhere = matches!(row.on, On::Cases | On::Customers | On::Review);
        assert!(expected != before || kinds > 0 || elsewhere, "{} does nothing by its key: {before}", row.name);
        if row.on == On::Reply {
            // A reply has the keys: its commands stand in the line at the foot.
            let mut by_mouse = ready(row);
            assert!(click(&mut by_mouse, |t| *t == Target::Command(row.command)), "{} cannot be clicked", row.name);
            assert_eq!(outcome(&by_mouse), expected, "{} by mouse", row.name);
            continue;
        }
        // The palette: its name, then Enter.
        let mut by_palette = ready(row);
        by_palette.press(&format!("<F9>{}<Enter>", row.name));
        assert_eq!(outcome(&by_palette), expected, "{} by palette", row.name);
        // The mouse: in the palette, in the menu, in the help.
        for opener in [Command::Palette, Command::Help] {
            let mut by_mouse = ready(row);
            by_mouse.send(Message::Click(Target::Command(opener)));
            by_mouse.press(row.name);
            let on_it = |t: &Target| {
                *t == Target::Command(row.command) && opener == Command::Help
                    || *t == Target::Choice(0) && opener == Command::Palette
            };
            assert!(click(&mut by_mouse, on_it), "{} cannot be clicked in {opener:?}\n{}", row.name, by_mouse.text());
            assert_eq!(outcome(&by_mouse), expected, "{} by mouse in {opener:?}", row.name);
        }
        let mut by_menu = ready(row);
        by_menu.press("<Esc>");
        if matches!(by_menu.app.popup, Some(super::super::app::Popup::Menu(_))) {
            let on_it = |t: &Target| *t == Target::Command(row.command);
            assert!(click(&mut by_menu, on_it), "{} is not in the menu\n{}", row.name, by_menu.text());
            assert_eq!(outcome(&by_menu), expected, "{} by the menu", row.name);
        }
    }
}

#[test]
fn every_command_that_the_command_line_has_is_there() {
    use crate::tui::commands::CommandLine;
    let command = crate::cli::command();
    for row in TABLE {
        if let CommandLine::Changes(name) | CommandLine::Reads(name) = row.line {
            assert!(command.find_subcommand(name).is_some(), "{} names `amends {name}`, which is not there", row.name);
        }
    }
}

#[test]
fn the_palette_finds_by_letters_in_their_order_and_says_what_hinders() {
    let mut bench = Bench::new();
    bench.press("<F9>wrpup");
    let text = bench.text();
    assert!(text.contains("▸ wrap up") && text.contains("not now: no case is open"), "{text}");
    bench.press("<Enter>");
    assert!(bench.text().contains("wrap up: no case is open; F12 begins an interaction"), "{}", bench.text());
}

#[test]
fn the_help_is_searched_by_typing() {
    let mut bench = Bench::new();
    bench.press("<F1>hold");
    let text = bench.text();
    assert!(text.contains("Search: hold") && text.contains("Put the customer on hold"), "{text}");
    assert!(!text.contains("The next theme"), "{text}");
    bench.press("<Esc>");
    assert!(bench.text().contains("Begin a new interaction"));
    bench.press("<F12>");
    assert_eq!(
        (bench.app.tabs.len(), bench.app.popup.is_none()),
        (1, true),
        "a command's key leaves the help and does it"
    );
}

#[test]
fn the_menu_shows_all_that_holds_here_even_in_a_small_window() {
    for size in [(80, 24), (40, 12), (120, 36), (200, 60)] {
        let mut bench = Bench::new();
        bench.press("<F12><Esc>");
        let mut seen = std::collections::HashSet::new();
        for _ in 0..8 {
            let (_, hits) = drawn(&bench, &Theme::dark(), size);
            seen.extend(hits.targets().filter_map(|(_, t)| if let Target::Command(c) = t { Some(*c) } else { None }));
            if size.0 > 40 {
                break;
            }
            bench.press(" ");
        }
        for row in TABLE.iter().filter(|r| r.on.meets(On::Console)) {
            assert!(seen.contains(&row.command), "{} is not in the menu at {size:?}", row.name);
        }
    }
}

#[test]
fn words_of_popups_can_be_clicked_and_the_wheel_turns_every_list() {
    let mut bench = Bench::new();
    bench.press("<F12><F5>ring back<Tab>16:00");
    assert!(click(&mut bench, |t| *t == Target::Key(KeyCode::Enter)));
    assert_eq!(bench.case().case.promises.len(), 1);
    bench.press("<F8>");
    let chosen = |b: &Bench| match &b.app.popup {
        Some(super::super::app::Popup::Form(_, form)) => form.fields[form.at].chosen,
        _ => panic!("no form"),
    };
    bench.send(Message::Wheel(Target::Popup, 1));
    bench.send(Message::Wheel(Target::Popup, 1));
    assert_eq!(chosen(&bench), 1);
    bench.send(Message::Wheel(Target::Popup, -1));
    assert_eq!(chosen(&bench), 0);
    assert!(click(&mut bench, |t| *t == Target::Key(KeyCode::Esc)));
    assert!(bench.app.popup.is_none());
}

#[test]
fn a_click_into_the_notes_places_the_cursor() {
    let mut bench = Bench::new();
    bench.press("<F12>one two three");
    let (_, hits) = drawn(&bench, &Theme::dark(), (80, 24));
    let (area, _) = hits.targets().find(|(_, t)| matches!(t, Target::Notes(_))).unwrap();
    let target = hits.hit(area.x + 4, area.y).unwrap();
    bench.send(Message::Click(target));
    bench.press("X");
    assert_eq!(bench.app.tab().unwrap().notes_text(), "one Xtwo three");
}

#[test]
fn a_click_beside_a_popup_goes_nowhere() {
    let mut bench = Bench::new();
    bench.press("<F12><F5>ring back");
    assert!(!click(&mut bench, |t| matches!(t, Target::Notes(_))));
    assert!(bench.app.popup.is_some());
}
