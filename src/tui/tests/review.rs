//! The review screen by keys: days, numbers, the cases behind them, requests, late answers.

use super::store::A;
use super::*;
