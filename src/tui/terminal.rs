//! The terminal's state, all of it: entering, leaving (once, from wherever), suspending. Nothing else touches it.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture},
    execute, style,
    terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
};

/// The terminal that the console draws on: one write a frame.
pub type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// How long the thread that reads keys looks at the terminal before it asks again whether it is ours.
pub const GLANCE: Duration = Duration::from_millis(700);

/// A frame takes a few milliseconds; who gives the terminal back waits for it this long at most.
const PATIENCE_MS: u64 = 200;

static PEN: Mutex<()> = Mutex::new(());
static LENT: AtomicBool = AtomicBool::new(false);
static ENTERED: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is the console's while the terminal is.
static MOUSE: AtomicBool = AtomicBool::new(true);

/// Leaves the terminal when it is dropped.
pub struct Guard(());

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Whether there is a terminal to draw on and to read keys from.
pub fn is_there() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Takes the terminal over; without `mouse` that stays the terminal's own, with its selecting and pasting.
///
/// # Errors
/// Where the terminal does not let itself be set.
pub fn enter(mouse: bool) -> io::Result<(Screen, Guard)> {
    // Our own theme knows NO_COLOR; crossterm's handling would reset the reverse that marks the chosen row.
    style::force_color_output(true);
    MOUSE.store(mouse, Ordering::SeqCst);
    let guard = Guard(());
    set()?;
    Ok((blank()?, guard))
}

/// A screen of which nothing is drawn yet: the next frame draws all of it.
///
/// Not `Terminal::clear`: that asks the terminal where its cursor is, and the thread that reads keys would eat the answer.
///
/// # Errors
/// Where the terminal cannot be written to.
pub fn blank() -> io::Result<Screen> {
    execute!(io::stdout(), Clear(ClearType::All))?;
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, io::stdout())))
}

fn set() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
    if MOUSE.load(Ordering::SeqCst) { execute!(io::stdout(), EnableMouseCapture) } else { Ok(()) }
}

/// Whether the terminal is ours to draw on.
pub fn is_ours() -> bool {
    ENTERED.load(Ordering::SeqCst)
}

/// Whoever draws holds this, so that no frame ends on a terminal that was given back by another thread in its middle.
pub fn pen() -> MutexGuard<'static, ()> {
    PEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for the frame that is being drawn to end, but not for long: the terminal may take nothing any more, or this thread
/// itself may have come to grief in the middle of a frame.
fn end_of_frame() -> Option<MutexGuard<'static, ()>> {
    for _ in 0..PATIENCE_MS / 5 {
        match PEN.try_lock() {
            Ok(pen) => return Some(pen),
            Err(TryLockError::Poisoned(pen)) => return Some(pen.into_inner()),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
        }
    }
    None
}

/// Gives the terminal back as it was. Does nothing the second time; errors (it may be gone) are nobody's concern any more.
pub fn leave() {
    let _pen = end_of_frame();
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
        let _ = out.flush();
    }
}

/// Copies a text to the clipboard of whoever sits at the terminal, also from a machine far away (OSC 52). Terminals that
/// do not know it ignore it.
///
/// # Errors
/// Where the terminal cannot be written to.
pub fn copy(text: &str) -> io::Result<()> {
    execute!(io::stdout(), crossterm::clipboard::CopyToClipboard::to_clipboard_from(text))
}

/// Whether another program has the terminal.
pub fn is_lent() -> bool {
    LENT.load(Ordering::SeqCst)
}

/// Gives the terminal to another program while `work` runs, and takes it again.
///
/// # Errors
/// Where the terminal cannot be taken again.
pub fn lend<T>(screen: &mut Screen, work: impl FnOnce() -> T) -> io::Result<T> {
    leave();
    // The thread that reads keys lets go within a glance.
    std::thread::sleep(GLANCE + Duration::from_millis(20));
    LENT.store(true, Ordering::SeqCst);
    let done = work();
    LENT.store(false, Ordering::SeqCst);
    set()?;
    *screen = blank()?;
    Ok(done)
}

/// Gives the terminal back, stops the process until it is continued, and takes the terminal again.
///
/// # Errors
/// Where the terminal cannot be taken again.
pub fn suspend(screen: &mut Screen) -> io::Result<()> {
    leave();
    #[cfg(unix)]
    {
        let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
    }
    set()?;
    *screen = blank()?;
    Ok(())
}
