//! The practice log: what is written is found again, and nothing else is touched.

use super::*;
use crate::log::{Log, Who};

fn drill(login: &str, at: i64) -> NewDrill {
    NewDrill {
        id: Uuid::from_u128(at.unsigned_abs().into()),
        login: login.into(),
        scenario: "birthday-parcel".into(),
        playbook: "late-parcel".into(),
        seed: u64::MAX - 7,
        answering: "choose".into(),
        help: "full".into(),
        began: Timestamp::from_ms(at),
        from: None,
    }
}

#[test]
fn a_drill_is_found_again_with_its_moves_and_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let cases = folder.path().join("cases.amends");
    assert!(PracticeLog::look(&cases).unwrap().is_none());
    let mut log = PracticeLog::open(&cases).unwrap();
    let (one, two) = (drill("ana", 1), NewDrill { from: Some((Uuid::from_u128(1), 3)), ..drill("ben", 2) });
    log.begin(&one, "scenario = 1", &[]).unwrap();
    log.begin(&two, "scenario = 1", &[]).unwrap();
    for (n, json) in ["{}", "[]"].iter().enumerate() {
        log.add(one.id, u32::try_from(n).unwrap(), Timestamp::from_ms(5), json).unwrap();
    }
    let ended = Ended {
        at: Timestamp::from_ms(9),
        ending: Some("kept".into()),
        worth: Some("good".into()),
        tenths: Some(875),
        json: "[]".into(),
    };
    log.end(one.id, &ended).unwrap();
    log.end(one.id, &Ended { tenths: Some(1), ..ended.clone() }).unwrap();
    log.share(one.id, Timestamp::from_ms(10)).unwrap();
    drop(log);
    let log = PracticeLog::look(&cases).unwrap().unwrap();
    let all = log.drills(None).unwrap();
    assert_eq!(all.iter().map(|d| d.new.clone()).collect::<Vec<_>>(), [two, one.clone()]);
    assert_eq!(log.drills(Some("ana")).unwrap().len(), 1);
    let kept = log.drill(one.id).unwrap().unwrap();
    assert_eq!((kept.moves, kept.last, kept.ended), (2, Some(Timestamp::from_ms(5)), Some(ended)));
    assert_eq!(kept.shared, Some(Timestamp::from_ms(10)));
    assert_eq!(log.scenario(one.id).unwrap(), "scenario = 1");
    let moves: Vec<String> = log.moves(one.id).unwrap().into_iter().map(|(_, json)| json).collect();
    assert_eq!(moves, ["{}", "[]"]);
}

#[test]
fn a_move_is_written_once_and_none_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = PracticeLog::open(&folder.path().join("cases.amends")).unwrap();
    let one = drill("ana", 1);
    log.begin(&one, "scenario = 1", &[]).unwrap();
    let at = Timestamp::from_ms(1);
    log.add(one.id, 0, at, "{}").unwrap();
    log.add(one.id, 0, at, "{}").unwrap();
    assert!(log.add(one.id, 0, at, "[]").is_err());
    assert!(log.add(one.id, 2, at, "{}").is_err());
    assert_eq!(log.moves(one.id).unwrap().len(), 1);
}

#[test]
fn what_is_played_again_from_a_move_begins_with_all_before_it_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = PracticeLog::open(&folder.path().join("cases.amends")).unwrap();
    let again = NewDrill { from: Some((Uuid::from_u128(9), 3)), ..drill("ana", 1) };
    let moves: Vec<String> = ["{}", "[]", "1"].map(str::to_owned).to_vec();
    // As where the power goes in the middle: the third cannot be written.
    log.db
        .execute_batch(
            "CREATE TEMP TRIGGER gone BEFORE INSERT ON move WHEN new.n = 2 BEGIN SELECT raise(FAIL, 'gone'); END",
        )
        .unwrap();
    assert!(log.begin(&again, "scenario = 1", &moves).is_err());
    assert_eq!((log.drill(again.id).unwrap(), log.moves(again.id).unwrap().len()), (None, 0));
    log.db.execute_batch("DROP TRIGGER gone").unwrap();
    log.begin(&again, "scenario = 1", &moves).unwrap();
    let kept: Vec<String> = log.moves(again.id).unwrap().into_iter().map(|(_, json)| json).collect();
    assert_eq!(kept, moves);
}

#[test]
fn what_is_over_takes_no_more_moves() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = PracticeLog::open(&folder.path().join("cases.amends")).unwrap();
    let one = drill("ana", 1);
    log.begin(&one, "scenario = 1", &["{}".to_owned()]).unwrap();
    let at = Timestamp::from_ms(2);
    // Another window leaves it.
    log.end(one.id, &Ended { at, ending: None, worth: None, tenths: None, json: "[]".into() }).unwrap();
    let refused = log.add(one.id, 1, at, "[]").unwrap_err();
    assert_eq!(refused.kind(), "busy");
    assert!(refused.to_string().contains("is over") && refused.advice().contains("play it anew"), "{refused}");
    log.add(one.id, 0, at, "{}").unwrap();
    assert_eq!(log.moves(one.id).unwrap().len(), 1);
}

#[test]
fn neither_log_is_taken_for_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let cases = folder.path().join("cases.amends");
    drop(PracticeLog::open(&cases).unwrap());
    let who = Who { login: "ana".into(), home: Some(folder.path().to_owned()) };
    let refused = Log::open(&practice_path(&cases), &who).unwrap_err();
    assert_eq!(refused.kind(), "foreign");
    drop(Log::open(&cases, &who).unwrap());
    std::fs::copy(&cases, practice_path(&folder.path().join("other"))).unwrap();
    assert_eq!(PracticeLog::open(&folder.path().join("other")).unwrap_err().kind(), "foreign");
}

#[test]
fn it_is_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let cases = folder.path().join("cases.amends");
    drop(PracticeLog::open(&cases).unwrap());
    assert!(modes::open_to_others(&practice_path(&cases)).is_none());
}
