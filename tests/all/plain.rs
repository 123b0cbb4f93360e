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
