//! x
/// x
pub fn mask_cards(t:&str,_:&[String])->(String,usize){(t.to_owned(),0)}
/// x
pub fn unfinished_card(_t:&str)->Option<usize>{None}
