//! Signals and a terminal that vanishes: a thread of its own, because reading keys may never return once the terminal is gone.
//!
//! Unix only; elsewhere nothing is watched and the panic hook and normal exit do the saving.

use std::sync::mpsc::Sender;

use super::message::Message;

/// What is done before the process ends without the main loop: drafts saved. Says whether they were.
pub type LastWill = std::sync::Arc<dyn Fn() -> bool + Send + Sync>;

/// Watches until the process ends; a `terminal` that hangs up ends it too (a pipe that has said all does not).
#[cfg(unix)]
pub fn watch(messages: Sender<Message>, last_will: &LastWill, terminal: bool) -> std::io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let will = last_will.clone();
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            // While an editor has the terminal these keys are meant for it; put aside, both of us are.
            match (signal, super::terminal::is_lent()) {
                (SIGINT | SIGQUIT | SIGCONT, true) => continue,
                (SIGTSTP, true) => {
                    let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
                    continue;
                }
                _ => {}
            }
            match signal {
                SIGTSTP => drop(messages.send(Message::Suspend)),
                SIGCONT => drop(messages.send(Message::Redraw)),
                _ => end(&will, 128 + signal),
            }
        }
    })?;
    if !terminal {
        return Ok(());
    }
    let will = last_will.clone();
    std::thread::Builder::new().name("terminal-watch".into()).spawn(move || {
        wait_until_the_terminal_is_gone();
        end(&will, 128 + SIGHUP);
    })?;
    Ok(())
}

/// Elsewhere there are no such signals to watch.
#[cfg(not(unix))]
pub fn watch(_messages: Sender<Message>, _last_will: &LastWill, _terminal: bool) -> std::io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn end(will: &LastWill, code: i32) -> ! {
    let _ = will();
    super::editor::forget();
    super::terminal::leave();
    std::process::exit(code)
}

/// Asks the terminal each second whether it has hung up.
#[cfg(unix)]
fn wait_until_the_terminal_is_gone() {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let stdin = std::io::stdin();
    let second = Timespec { tv_sec: 1, tv_nsec: 0 };
    loop {
        let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        match poll(&mut fds, Some(&second)) {
            Ok(n) if n > 0 && fds[0].revents().intersects(gone) => return,
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            _ => std::thread::sleep(std::time::Duration::from_secs(1)),
        }
    }
}
