//! What gifts, the requests for them and their certificates change in a case.

use crate::terms::GestureId;

use super::super::event::{Body, Event};
use super::super::fact::Fact;
use super::super::state::{Approval, ApprovalAnswer, ApprovalState, Case, Certificate, Gesture};

pub(super) fn evolve(case: &mut Case, fact: &Fact, body: &Body) -> Option<()> {
    let (at, by) = (body.at, || fact.agent().to_owned());
    match &body.event {
        Event::Gave {
            gesture,
            interaction,
            what,
            kind,
            value,
            reason,
            step,
            approval,
            unprompted,
            certificate,
            exception,
        } => {
            if let Some(id) = approval {
                let yes = matches!(case.approval(*id)?.state, ApprovalState::Yes(_));
                (yes && !case.is_used(*id)).then_some(())?;
            }
            let certificate = certificate.clone().map(|printed| Certificate { printed, redeemed: None, voided: None });
            case.gestures.push(Gesture {
                id: *gesture,
                interaction: *interaction,
                at,
                by: by(),
                what: what.clone(),
                kind: *kind,
                value: *value,
                reason: reason.clone(),
                step: step.clone(),
                approval: *approval,
                unprompted: *unprompted,
                certificate,
                exception: exception.clone(),
            });
        }
        Event::ApprovalAsked { approval, interaction, what, value, reason, step } => case.approvals.push(Approval {
            id: *approval,
            interaction: *interaction,
            at,
            by: by(),
            what: what.clone(),
            value: *value,
            reason: reason.clone(),
            step: step.clone(),
            state: ApprovalState::Asked,
        }),
        Event::ApprovalAnswered { approval, yes, value, comment } => {
            let answer = ApprovalAnswer { at, by: by(), value: *value, comment: comment.clone() };
            let found = case.approvals.iter_mut().find(|a| a.id == *approval && a.state == ApprovalState::Asked)?;
            found.state = if *yes { ApprovalState::Yes(answer) } else { ApprovalState::No(answer) };
        }
        Event::ApprovalWithdrawn { approval, reason } => {
            let used = case.is_used(*approval);
            let waits = |a: &Approval| match a.state {
                ApprovalState::Asked => true,
                ApprovalState::Yes(_) => !used,
                _ => false,
            };
            let found = case.approvals.iter_mut().find(|a| a.id == *approval && waits(a))?;
            found.state = ApprovalState::Withdrawn(at, reason.clone());
        }
        Event::CertificateRedeemed { gesture } => certificate(case, *gesture)?.redeemed = Some(at),
        Event::CertificateVoided { gesture, reason } => {
            certificate(case, *gesture)?.voided = Some((at, reason.clone()));
        }
        _ => return None,
    }
    Some(())
}

/// A certificate that is neither used nor void.
fn certificate(case: &mut Case, gesture: GestureId) -> Option<&mut Certificate> {
    let found = case.gestures.iter_mut().find(|g| g.id == gesture)?.certificate.as_mut()?;
    (found.redeemed.is_none() && found.voided.is_none()).then_some(found)
}
