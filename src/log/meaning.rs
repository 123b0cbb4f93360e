//! What a query's words may mean: each of them a word of the case's texts, of its customer's name, or of its playbook's title.
//! A case has to answer to every word, each in its own way; which words are collected and which are asked of case by case is
//! decided here by how many cases each of them names.

use rusqlite::OptionalExtension;
use rusqlite::types::Value;

use super::error::LogError;
use super::plan::{Asked, MOST_CUSTOMERS, Sql, any, blob, marks, of_customers};
use super::reader::Reader;
use super::{customers, words};

/// Words that so few cases answer to are collected in a log of any size.
const RARE: usize = 12_000;
/// And never more than these.
const MOST_RARE: usize = 60_000;
/// How far more frequent words are counted where there are several.
const MOST_COUNTED: usize = 100_000;
/// Rows of one page: about as many cases are asked of a word that all of them have.
const PAGE: u64 = 50;
/// What it costs to ask one case for one word, in collected rows.
const ASKING: u64 = 75;

/// How the cases that answer to some words are found.
pub(super) struct Words {
    /// What must hold of each.
    pub conditions: Vec<Sql>,
    /// Small sets of cases, each of which holds all that are looked for.
    pub sets: Vec<Sql>,
    /// Whether a condition is asked of case by case, which takes its time.
    pub asks_each: bool,
}

/// One word: the cases that answer to it as a set, and as a condition on one case.
struct Word {
    set: Sql,
    condition: Sql,
    /// As many rows as the set has, read from indexes alone.
    rows: Sql,
    count: usize,
}

impl Reader {
    /// How the cases are found that answer to all these words; `None` where there are none.
    pub(super) fn words(&self, said: &str, asked: Asked) -> Result<Option<Words>, LogError> {
        let playbooks = self.playbooks()?;
        let rare = self.rare()?;
        let (mut collected, mut frequent) = (Vec::new(), Vec::new());
        // A telephone number may have spaces in it, and is one thing.
        let parts = if customers::is_telephone(said) { whole(&self.db, said)? } else { words::each(&self.db, said)? };
        for (part, texts) in parts {
            let mut word = self.word(&part, texts, &playbooks)?;
            if asked == Asked::Some {
                word.count = self.count_of(&word.rows, rare)?;
                if word.count == 0 {
                    return Ok(None);
                }
            }
            if word.count > rare { frequent.push(word) } else { collected.push(word) }
        }
        if collected.is_empty() && frequent.is_empty() {
            return Ok(None);
        }
        if frequent.len() > 1 {
            self.collect_more(&mut collected, &mut frequent)?;
        }
        let asks_each = !frequent.is_empty();
        let within = |word: &Word| Sql::new(format!("c.case_id IN ({})", word.set.text), word.set.values.clone());
        let conditions = collected.iter().map(within).chain(frequent.into_iter().map(|word| word.condition)).collect();
        Ok(Some(Words { conditions, sets: collected.into_iter().map(|word| word.set).collect(), asks_each }))
    }

    /// Of several frequent words the least is collected as long as asking case by case would take longer.
    fn collect_more(&self, collected: &mut Vec<Word>, frequent: &mut Vec<Word>) -> Result<(), LogError> {
        for word in &mut *frequent {
            word.count = self.count_of(&word.rows, MOST_COUNTED)?;
        }
        frequent.sort_by_key(|word| std::cmp::Reverse(word.count));
        let cases = self.about_how_many()?;
        let count = |word: &Word| u64::try_from(word.count).unwrap_or(u64::MAX).max(1);
        while let Some(least) = frequent.pop() {
            let others = frequent.iter().chain([&least]);
            let asked = others.fold(PAGE, |asked, word| asked.saturating_mul(cases.max(count(word))) / count(word));
            if frequent.is_empty() || least.count > MOST_COUNTED || asked.saturating_mul(ASKING) < count(&least) {
                frequent.push(least);
                break;
            }
            collected.push(least);
        }
        Ok(())
    }

    /// Up to how many cases a word is collected: where asking for it case by case until a page is full takes as long.
    fn rare(&self) -> Result<usize, LogError> {
        let most = self.about_how_many()?.saturating_mul(1000).isqrt();
        Ok(usize::try_from(most).unwrap_or(MOST_RARE).clamp(RARE, MOST_RARE))
    }

    /// As the numbers tell; never less than one.
    fn about_how_many(&self) -> Result<u64, LogError> {
        let next: Option<i64> =
            self.db.prepare_cached("SELECT next_number FROM meta")?.query_row([], |row| row.get(0)).optional()?;
        Ok(next.and_then(|next| u64::try_from(next).ok()).unwrap_or(1).max(1))
    }

    /// One word, and the query of the full-text index that it is.
    fn word(&self, word: &str, texts: String, playbooks: &[(String, Vec<String>)]) -> Result<Word, LogError> {
        let texts = [Value::Text(texts)];
        let mut rows = vec![Sql::new("SELECT 1 FROM text_fts WHERE text_fts MATCH ?", texts.clone())];
        let mut sets = vec![Sql::new(
            "SELECT t.case_id FROM text_fts f CROSS JOIN text t ON t.key = f.rowid WHERE text_fts MATCH ?",
            texts.clone(),
        )];
        let mut ways = vec![Sql::new(
            "EXISTS(SELECT 1 FROM text t CROSS JOIN text_fts f ON f.rowid = t.key \
             WHERE t.case_id = c.case_id AND text_fts MATCH ?)",
            texts,
        )];
        if let Some(name) = customers::query(word) {
            let first = customers::found(&self.db, word, MOST_CUSTOMERS)?;
            if first.len() == MOST_CUSTOMERS {
                let (set, way) = of_many(name);
                rows.push(set.clone());
                sets.push(set);
                ways.push(way);
            } else if !first.is_empty() {
                let people = self.people(word)?;
                rows.push(of_customers(&people));
                sets.push(of_customers(&people));
                ways.push(any("c.customer", people.iter().map(|id| blob(id.bytes()))));
            }
        }
        let begun = parts(word);
        let meant = |own: &[String]| begun.iter().all(|word| own.iter().any(|own| own.starts_with(word.as_str())));
        let meant: Vec<Value> = playbooks
            .iter()
            .filter(|(_, own)| !begun.is_empty() && meant(own))
            .map(|(id, _)| Value::Text(id.clone()))
            .collect();
        if !meant.is_empty() {
            let marks = marks(meant.len());
            let set = Sql::new(format!("SELECT case_id FROM walk WHERE playbook IN ({marks})"), meant.clone());
            rows.push(set.clone());
            sets.push(set);
            // The plus keeps SQLite from going through every walk of the playbook for each case.
            let walked =
                format!("EXISTS(SELECT 1 FROM walk w WHERE w.case_id = c.case_id AND +w.playbook IN ({marks}))");
            // What costs least is asked first.
            ways.insert(0, Sql::new(walked, meant));
        }
        let condition = joined(&ways, " OR ");
        let condition = Sql::new(format!("({})", condition.text), condition.values);
        let [set, rows] = [sets, rows].map(|sets| joined(&sets, " UNION ALL "));
        Ok(Word { set, condition, rows, count: 0 })
    }

    /// Every playbook that was followed, with the words of its latest title and of its id. They are few, whatever the number
    /// of cases: from one to the next is a look into the index.
    fn playbooks(&self) -> Result<Vec<(String, Vec<String>)>, LogError> {
        // Two looks for each: to ask for both at once would sort every walk.
        let mut next = self.db.prepare_cached("SELECT min(playbook) FROM walk WHERE playbook > ?1")?;
        let mut latest =
            self.db.prepare_cached("SELECT title FROM walk WHERE playbook = ?1 ORDER BY began DESC LIMIT 1")?;
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        loop {
            let last = found.last().map_or("", |(id, _)| id.as_str());
            let Some(id) = next.query_row([last], |row| row.get::<_, Option<String>>(0))? else { return Ok(found) };
            let title: String = latest.query_row([&id], |row| row.get(0))?;
            let own = parts(&format!("{title} {id}"));
            found.push((id, own));
        }
    }
}

/// The words as one.
fn whole(db: &rusqlite::Connection, said: &str) -> Result<Vec<(String, String)>, LogError> {
    Ok(words::query(db, said)?.map(|texts| (said.to_owned(), texts)).into_iter().collect())
}

/// The cases of customers who are too many to be named one by one, merged records followed one step: as a set, and as a
/// condition.
fn of_many(name: String) -> (Sql, Sql) {
    let name = Value::Text(name);
    let set = "SELECT k.case_id FROM customer_fts f CROSS JOIN customer p ON p.key = f.rowid \
               CROSS JOIN case_row k INDEXED BY case_customer ON k.customer = p.id WHERE customer_fts MATCH ? \
               UNION ALL SELECT k.case_id FROM customer_fts f CROSS JOIN customer p ON p.key = f.rowid \
               CROSS JOIN alias a ON a.customer = p.id \
               CROSS JOIN case_row k INDEXED BY case_customer ON k.customer = a.alias WHERE customer_fts MATCH ?";
    let way = "EXISTS(SELECT 1 FROM customer p CROSS JOIN customer_fts f ON f.rowid = p.key WHERE p.id IN \
               (c.customer, (SELECT min(customer) FROM alias WHERE alias = c.customer)) AND customer_fts MATCH ?)";
    (Sql::new(set, [name.clone(), name.clone()]), Sql::new(way, [name]))
}

fn joined(sqls: &[Sql], between: &str) -> Sql {
    let texts: Vec<&str> = sqls.iter().map(|sql| sql.text.as_str()).collect();
    Sql::new(texts.join(between), sqls.iter().flat_map(|sql| sql.values.clone()))
}

/// The words of a text in lower case, without what stands between them.
fn parts(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}
