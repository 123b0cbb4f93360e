//! The moments for which there are handholds in `phrases.toml`: where each stands in the file, and which gaps it may have.

macro_rules! moments {
    ($($(#[$doc:meta])* $name:ident = $section:literal . $key:literal [$($gap:literal),*], $about:literal;)+) => {
        /// A moment in which words are hard to find.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Moment { $(#[doc = $about] $name,)+ }

        impl Moment {
            /// All of them, in the order of the file.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];
            /// The table of the file that it stands in.
            pub fn section(self) -> &'static str { match self { $(Self::$name => $section,)+ } }
            /// Its key in that table.
            pub fn key(self) -> &'static str { match self { $(Self::$name => $key,)+ } }
            /// The gaps that its lines may have.
            pub fn gaps(self) -> &'static [&'static str] { match self { $(Self::$name => &[$($gap),*],)+ } }
            /// What it is for.
            pub fn about(self) -> &'static str { match self { $(Self::$name => $about,)+ } }
        }
    };
}

moments! {
    LeaveAlone = "manner"."leave-alone" ["called"], "How to serve somebody who wants to be left to it.";
    StayNear = "manner"."stay-near" ["called"], "How to serve somebody who wants help within reach.";
    Direct = "manner"."direct" ["called"], "How to serve somebody who wants to be told what to do.";
    ByTheHand = "manner"."by-the-hand" ["called"], "How to serve somebody who wants to be led through.";
    Called = "manner"."called" ["called"], "The name to use.";
    Preferences = "manner"."preferences" ["preferences", "called"], "What they asked us to remember.";
    Needs = "manner"."needs" ["needs", "called"], "What they need to be served well.";
    HoldAsk = "hold"."ask" ["called", "reason", "minutes"], "Before a hold: why, how long, and may I.";
    HoldBack = "hold"."back" ["called", "minutes"], "Back from a hold.";
    HoldLong = "hold"."long" ["called", "minutes"], "When a hold takes longer than was said.";
    TransferWarm = "transfer"."warm" ["called", "receiver", "helps_with"], "Before a warm transfer, to the customer.";
    TransferBrief = "transfer"."brief" ["called", "number", "story", "wanted"], "To the colleague who takes over.";
    TransferAnswered = "transfer"."answered" ["called", "receiver"], "When the colleague has answered, to the customer.";
    TransferUnanswered = "transfer"."unanswered" ["called", "receiver"], "When nobody answers, to the customer.";
    TransferCold = "transfer"."cold" ["called", "receiver", "helps_with", "due"], "When the matter is passed on without a call.";
    CallBackNumber = "call_back"."number" ["called", "phone"], "The number, read back.";
    CallBackPromise = "call_back"."promise" ["called", "phone", "due"], "When we ring.";
    CallBackNobody = "call_back"."nobody" ["called", "agent", "desk", "due"], "When we rang and nobody answered.";
    AcknowledgePhone = "acknowledge"."phone" ["called", "due", "agent", "desk"], "Jammed, on the telephone.";
    AcknowledgeInPerson = "acknowledge"."in-person" ["called", "due", "agent", "desk"], "Jammed, face to face.";
    AcknowledgeChat = "acknowledge"."chat" ["called", "due", "agent", "desk"], "Jammed, in a chat.";
    AcknowledgeEmail = "acknowledge"."email" ["called", "due", "agent", "desk"], "Jammed, by e-mail.";
    AcknowledgeSocial = "acknowledge"."social" ["called", "due", "agent", "desk"], "Jammed, in public.";
    BreatherOffer = "breather"."offer" ["heated"], "A breather, offered kindly.";
    ReplyGreeting = "reply"."greeting" ["called"], "How a letter begins.";
    ReplyOpening = "reply"."opening" ["called"], "The first sentence, where the playbook has none for this channel.";
    ReplySorry = "reply"."sorry" ["harm", "ownership"], "The apology, from its parts.";
    ReplySorryShort = "reply"."sorry_short" ["harm", "ownership_inside"], "The apology in one line.";
    ReplyPromise = "reply"."promise" ["told"], "By when, in the words that were told.";
    ReplyPromised = "reply"."promised" ["what", "told"], "A promise that no step speaks of.";
    ReplyGesture = "reply"."gesture" ["gesture"], "A gesture that no step speaks of.";
    ReplyClosing = "reply"."closing" ["called"], "The last sentence.";
    ReplySign = "reply"."sign" ["agent", "desk"], "Who writes.";
    ReplyChat = "reply"."chat" ["called", "agent"], "A line of chat, where the step at hand has none.";
    ReplySocial = "reply"."social" ["agent", "desk"], "An answer in public, without anything of the account.";
}
