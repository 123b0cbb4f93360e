//! The closed lists of words (channel, stage, severity …), each with the one spelling used in files, JSON and commands.

/// A word that is not in its list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not a {list}; it is one of {allowed}")]
pub struct UnknownWord {
    /// What was written.
    pub word: String,
    /// The list it was looked for in.
    pub list: &'static str,
    /// The words that list has.
    pub allowed: String,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $list:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// All of them, in their natural order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The word in files, JSON and commands.
            pub fn word(self) -> &'static str { match self { $(Self::$variant => $word,)+ } }
            /// The words on screen.
            pub fn label(self) -> &'static str { match self { $(Self::$variant => $label,)+ } }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.word()) }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::terms::UnknownWord;
            fn from_str(word: &str) -> Result<Self, $crate::terms::UnknownWord> {
                // As we write it ourselves: a list of cases reads thousands of them.
                if let Some(known) = Self::ALL.iter().copied().find(|w| w.word() == word) {
                    return Ok(known);
                }
                let wanted = word.trim().to_lowercase().replace([' ', '_'], "-");
                Self::ALL.iter().copied().find(|w| w.word() == wanted).ok_or_else(|| $crate::terms::UnknownWord {
                    word: word.to_owned(),
                    list: $list,
                    allowed: Self::ALL.iter().map(|w| w.word()).collect::<Vec<_>>().join(", "),
                })
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The way in which a contact happens.
    Channel, "channel" {
        /// A telephone call.
        Phone = "phone", "phone";
        /// Face to face.
        InPerson = "in-person", "in person";
        /// Live chat.
        Chat = "chat", "chat";
        /// E-mail.
        Email = "email", "e-mail";
        /// Social media, usually in public.
        Social = "social", "social";
    }
}

impl Channel {
    /// Whether the customer reads what we say, instead of hearing it.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Chat | Self::Email | Self::Social)
    }
}

words! {
    /// What became of a disputed review.
    Settlement, "settlement" {
        /// The agent's proposal stands.
        Accepted = "accepted", "accepted";
        /// Some of it stands.
        Partly = "partly", "partly accepted";
        /// The scores stay as they were.
        Kept = "kept", "kept";
    }
}

words! {
    /// How we know that a customer came back after something was put right.
    CameBackBy, "way to come back" {
        /// Somebody noticed, and wrote it down.
        Hand = "by-hand", "noticed";
        /// They used what they were given.
        Redemption = "redemption", "used a certificate";
        /// They ordered again.
        Order = "order", "a new order";
    }
}

words! {
    /// The four stages, in their order.
    Stage, "stage" {
        /// Let them finish; understand.
        Listen = "listen", "Listen";
        /// Harm, ownership, repair, by when.
        Apologise = "apologise", "Apologise";
        /// Put it right.
        Resolve = "resolve", "Resolve";
        /// Where it cannot be put fully right, make up for it.
        Compensate = "compensate", "Compensate";
    }
}

words! {
    /// What sort of matter a case is.
    CaseKind, "case kind" {
        /// Something went wrong.
        Complaint = "complaint", "complaint";
        /// A question.
        Query = "query", "query";
        /// Something to be done.
        Request = "request", "request";
        /// Thanks.
        Praise = "praise", "praise";
        /// From a colleague.
        Internal = "internal", "internal";
        /// Help outside our business.
        Goodwill = "goodwill", "goodwill";
    }
}

words! {
    /// What the matter costs the customer.
    Severity, "severity" {
        /// An annoyance.
        Low = "low", "low";
        /// Money, time or a plan lost.
        Middle = "middle", "middle";
        /// Badly hurt by it.
        High = "high", "high";
        /// Injury or law: a supervisor's matter.
        Critical = "injury-or-legal", "injury or legal";
    }
}

words! {
    /// How heated the customer is.
    Heat, "heat" {
        /// Calm.
        Calm = "calm", "calm";
        /// Upset.
        Upset = "upset", "upset";
        /// Angry.
        Angry = "angry", "angry";
        /// Abusive.
        Abusive = "abusive", "abusive";
    }
}

words! {
    /// How a case ended.
    Outcome, "outcome" {
        /// Put right.
        Resolved = "resolved", "resolved";
        /// They wanted to be heard.
        VentedOnly = "vented-only", "vented only";
        /// Put right, and nothing to make up for.
        NoCompensation = "no-compensation-needed", "no compensation needed";
        /// We cannot; needs what was tried.
        CannotHelp = "cannot-help", "cannot help";
        /// Help outside our business was given.
        Goodwill = "goodwill", "goodwill";
        /// Somebody else's matter now.
        Referred = "referred", "referred";
        /// They went away.
        Abandoned = "abandoned", "abandoned";
        /// The same matter as another case.
        Duplicate = "duplicate", "duplicate";
    }
}

words! {
    /// What somebody at the desk may do.
    Role, "role" {
        /// A front-line agent.
        Agent = "agent", "agent";
        /// A senior agent.
        Senior = "senior", "senior agent";
        /// A supervisor.
        Supervisor = "supervisor", "supervisor";
    }
}

words! {
    /// Who spoke or wrote.
    Speaker, "speaker" {
        /// The customer.
        Customer = "customer", "customer";
        /// One of us.
        Agent = "agent", "agent";
        /// A machine of ours.
        System = "system", "system";
    }
}

words! {
    /// What a gesture is made of; money answers money, product answers product (Roschk & Gelbrich 2014).
    GestureKind, "gesture kind" {
        /// Money back or off.
        Money = "money", "money";
        /// A thing.
        Product = "product", "product";
        /// Work done again or more.
        Service = "service", "service";
        /// Time, a call, a letter.
        Attention = "attention", "attention";
    }
}

words! {
    /// The four kinds of customer: how they like to be served.
    CustomerKind, "customer kind" {
        /// Wants to be left to it.
        LeaveAlone = "leave-alone", "leave alone";
        /// Wants help within reach.
        StayNear = "stay-near", "stay near";
        /// Wants to be told what to do.
        Direct = "direct", "direct";
        /// Wants to be led through.
        ByTheHand = "by-the-hand", "take by the hand";
    }
}

words! {
    /// What a playbook step is for.
    StepKind, "step kind" {
        /// A prompt.
        Say = "say", "say";
        /// A typed answer.
        Ask = "ask", "ask";
        /// An action with its name.
        Do = "do", "do";
        /// Tick off.
        Check = "check", "check";
        /// The four parts of an apology.
        Apology = "apology", "apology";
        /// Something we will do.
        Promise = "promise", "promise";
        /// A gesture.
        Offer = "offer", "offer";
        /// A reasoned no.
        Nothing = "nothing", "nothing";
    }
}

words! {
    /// Whether the work is happening now or is history brought in later.
    Mode, "mode" {
        /// Happening now: the gate holds.
        Live = "live", "live";
        /// Brought in later: never refused for order or authority, deviations are marked.
        Recorded = "recorded", "recorded";
    }
}

words! {
    /// Whose doing a failure was.
    Fault, "whose fault" {
        /// Ours.
        Ours = "ours", "ours";
        /// Of somebody we chose: a carrier, a supplier.
        Partner = "partner", "a partner's";
        /// Nobody's: weather, chance.
        Nobody = "nobody", "nobody's";
        /// The customer's own.
        Customer = "customer", "the customer's";
        /// Not known yet.
        NotKnown = "not-known", "not known yet";
    }
}

words! {
    /// What the customer would like beside the matter itself.
    Wish, "wish" {
        /// To be heard.
        Heard = "heard", "to be heard";
        /// The thing itself put right, and no more.
        PutRight = "put-right", "the thing itself put right";
        /// Money.
        Money = "money", "money";
        /// A thing.
        Product = "product", "a product";
        /// Work done.
        Service = "service", "a service";
        /// Somebody's time.
        Attention = "attention", "attention";
    }
}
