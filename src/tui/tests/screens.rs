//! Every screen at three sizes and in two themes, as text; and every screen at sizes nobody has, without a panic.

use super::store::A;
use super::*;
use crate::practice::{Answering, Help};

pub(super) fn scenes() -> Vec<(&'static str, Bench)> {
    let mut empty = Bench::new();
    empty.press("");
    let mut fresh = Bench::new();
    fresh.press("<F12>Driver left a card although she was in.");
    let mut walking = Bench::new();
    walking.press("<F12>Driver left a card although she was in. Second time this month.");
    walking.press("<Alt-c>Ngozi Okafor 07700 900123<Tab>parcel is late<Enter>");
    walking.press("<F2>She waited in all day<Enter><F2>4<Enter>");
    let mut answering = Bench::new();
    answering.press("<F12><Alt-c>Ngozi Okafor<Tab>parcel is late<Enter><F2>story<Enter><F2>many");
    let mut opening = Bench::new();
    opening.press("<F12><Alt-c>Ngozi Okafor<Tab>it is broken");
    let mut wrap_up = Bench::new();
    wrap_up.press("<F12><Alt-c>Ngozi Okafor<Tab>parcel is late<Enter><F8>res");
    let mut gate = Bench::new();
    gate.press("<F12><Alt-c>Ngozi Okafor<Tab>parcel is late<Enter><F8>resolved<Enter>");
    let mut help = Bench::new();
    help.press("<F1>");
    let mut menu = Bench::new();
    menu.press("<F12><Esc>");
    let mut palette = Bench::new();
    palette.press("<F9>hold");
    let mut promise = Bench::new();
    promise.press("<F12><Alt-c>Ngozi Okafor<Enter><F5>Ring back with the depot's answer<Tab>16:00");
    let mut cases = Bench::with_a_day();
    cases.press("<F10>parcel");
    let mut completion = Bench::with_a_day();
    completion.press("<F10>vase is:<Down>");
    let mut nothing = Bench::with_a_day();
    nothing.press("<F10>vase channel:chat");
    let mut customers = Bench::with_a_day();
    customers.press("<Alt-3>ngo");
    let mut merge = Bench::with_a_day();
    merge.press("<Alt-3>ngozi okafor<Alt-m><Enter>");
    let mut review = Bench::with_the_demonstration("gwen");
    review.press("<Alt-4><Down>");
    let mut reviewed = Bench::with_the_demonstration("gwen");
    reviewed.press("<Alt-4>w<Tab><Down><Down>");
    let mut behind = Bench::with_the_demonstration("gwen");
    behind.press("<Alt-4><Enter><Down>");
    let mut meaning = Bench::with_the_demonstration("gwen");
    meaning.press("<Alt-4><Down><Down><Down><Down><Down><Down>?");
    let mut waiting = Bench::with_the_demonstration("gwen");
    let vase = waiting.a_case(&A { said: "The vase in the parcel is broken", minutes_ago: 40, ..A::default() });
    waiting.asks(vase, "ana", 12, "60");
    let second = waiting.a_case(&A { said: "Wrong colour, for a christening", minutes_ago: 30, ..A::default() });
    waiting.asks(second, "priya", 3, "120");
    waiting.press("<Alt-4><Shift-Tab>");
    let mut answered = Bench::with_the_demonstration("gwen");
    let vase = answered.a_case(&A { said: "The vase in the parcel is broken", minutes_ago: 40, ..A::default() });
    answered.asks(vase, "ana", 12, "60");
    answered.press("<Alt-4><Shift-Tab><Enter>");
    let mut day_off = Bench::with_log();
    day_off.press("<Alt-4>");
    let others = vec![
        ("review", review),
        ("review-week", reviewed),
        ("review-cases", behind),
        ("review-meaning", meaning),
        ("review-approvals", waiting),
        ("review-answer", answered),
        ("review-empty", day_off),
        ("cases", cases),
        ("cases-completion", completion),
        ("cases-nothing", nothing),
        ("customers", customers),
        ("customers-merge", merge),
        ("empty", empty),
        ("fresh", fresh),
        ("walking", walking),
        ("answering", answering),
        ("opening", opening),
        ("wrap-up", wrap_up),
        ("gate", gate),
        ("help", help),
        ("menu", menu),
        ("palette", palette),
        ("promise", promise),
    ];
    others.into_iter().chain(practice_scenes()).collect()
}

/// The screens of practice: list, drill, debrief.
fn practice_scenes() -> Vec<(&'static str, Bench)> {
    let mut practice = Bench::with_log();
    practice.coached("gwen", "too-short-for-the-ride");
    practice.press("<Alt-:><Down>");
    let mut practised = super::practice::debriefed("birthday-parcel");
    practised.press("<Esc>");
    let mut progress = super::practice::debriefed("birthday-parcel");
    progress.press("r");
    super::practice::answers(&mut progress, 40, true);
    progress.press(" <Enter><Esc><Tab><Tab>");
    let mut past = super::practice::debriefed("birthday-parcel");
    past.press("<Esc><Tab>");
    let mut why = super::practice::scene(Answering::Choose, Help::Full, 2);
    why.press("?");
    let mut over = super::practice::scene(Answering::Choose, Help::Full, 40);
    over.press(" ");
    let mut ways = super::practice::debriefed("birthday-parcel");
    ways.press("<Tab><Tab>");
    let mut skills = super::practice::debriefed("birthday-parcel");
    skills.press("<Tab>");
    vec![
        ("practice-list", practice),
        ("practice-list-after", practised),
        ("practice-progress", progress),
        ("practice-past", past),
        ("drill-why", why),
        ("drill-over", over),
        ("drill-choosing", super::practice::scene(Answering::Choose, Help::Full, 2)),
        ("drill-choosing-hints", super::practice::scene(Answering::Choose, Help::Hints, 2)),
        ("drill-choosing-alone", super::practice::scene(Answering::Choose, Help::None, 2)),
        ("drill-typing", super::practice::scene(Answering::Type, Help::Full, 1)),
        ("debrief-skills", skills),
        ("debrief-ways", ways),
        ("debrief-parcel", super::practice::debriefed("birthday-parcel")),
        ("debrief-ride", super::practice::debriefed("too-short-for-the-ride")),
        ("debrief-tyre", super::practice::debriefed("flat-tyre")),
    ]
}

#[test]
fn every_screen_at_three_sizes_and_in_two_themes() {
    let ascii = Theme { ascii: true, ..Theme::plain() };
    for (name, bench) in scenes() {
        for (width, height) in [(80, 24), (120, 36), (200, 60)] {
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), bench.screen(width, height, &Theme::dark()));
        }
        insta::assert_snapshot!(format!("{name}_80x24_ascii"), bench.screen(80, 24, &ascii));
    }
}

#[test]
fn no_colour_means_no_colour() {
    for (name, bench) in scenes() {
        let mut terminal = Terminal::new(TestBackend::new(120, 36)).unwrap();
        terminal.draw(|frame| drop(view::draw(&bench.app, &Theme::plain(), frame))).unwrap();
        let coloured = terminal
            .backend()
            .buffer()
            .content()
            .iter()
            .any(|c| c.fg != ratatui::style::Color::Reset || c.bg != ratatui::style::Color::Reset);
        assert!(!coloured, "{name} has colour without a colour theme");
    }
}

#[test]
fn no_size_is_too_odd() {
    let theme = Theme::dark();
    for (name, bench) in scenes() {
        for width in (0..=200).step_by(13).chain([1, 39, 40, 41, 99, 100, 159, 160, 179, 180]) {
            for height in [0, 1, 2, 11, 12, 13, 24, 60, 200] {
                let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
                terminal
                    .draw(|frame| drop(view::draw(&bench.app, &theme, frame)))
                    .unwrap_or_else(|e| panic!("{name}: {e}"));
            }
        }
    }
}
