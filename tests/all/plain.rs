//! The console line by line, as the real program in a pipe: a whole late parcel, and not one control character.

use crate::support::{Home, json};

const SCRIPT: &str = "new
Driver left a card although she was in. Paid with 4111 1111 1111 1111.
customer Ngozi Okafor 07700 900123
said parcel is late
She waited in all day
4
done
no news
yes
no
4.90
it before Saturday
done
done
done



done



what
wrap up
resolved

Sent another; she has it by Friday.


1

kept


wrap up





quit
";

#[test]
fn a_whole_interaction_is_logged_through_a_pipe() {
    let home = Home::new();
    let output = home.run(&["--plain"], SCRIPT);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(!told.chars().any(|c| c.is_control() && c != '\n'), "{told:?}");
    let case = json(&home.must(&["show", "C-1001", "--json"]));
    assert_eq!(case["outcome"], "resolved", "{told}");
    assert_eq!(case["cause"], "carrier-delay");
    let all = case.to_string();
    assert!(all.contains("although she was in") && all.contains("she has it by Friday"), "{all}");
    assert!(!all.contains("4111 1111"), "a card number was kept");
    home.must(&["doctor"]);
}

#[test]
fn the_end_of_the_lines_leaves_and_what_is_open_stays_open() {
    let home = Home::new();
    let told = home.must_with(&["--plain"], "new\nshe rang off\n");
    assert!(told.contains("on the timeline"), "{told}");
    assert!(home.must(&["show", "C-1001"]).contains("she rang off"));
}

#[test]
fn the_demonstration_says_who_is_on_the_line_and_leaves_the_own_folder_alone() {
    let home = Home::new();
    let own = home.path().join("config/amends");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("keys.toml"), "hold = \"Alt-hh\"\n").unwrap();
    let told = home.must_with(&["demo", "--plain"], "4\nnext\nopen 3\nnew\n4111 1111 1111 1111\nquit\n");
    let at = |words: &str| told.find(words).unwrap_or_else(|| panic!("“{words}” is not in:\n{told}"));
    assert!(at("C-1024, Emeka Adeyemi, late parcel: on the line, by phone.") < at("How late is it?"), "{told}");
    assert!(at("mistake in your own keys") < at("hand-off from"), "{told}");
    assert!(at("Noted: days late, 4.") < at("C-1025 begun"), "{told}");
    assert!(told.contains("A card number was masked.") && !told.contains("” why)"), "{told}");
    let left: Vec<_> = std::fs::read_dir(&own).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["keys.toml"], "{told}");
}
