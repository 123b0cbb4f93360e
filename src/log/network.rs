//! Network folders: SQLite's write-ahead log needs shared memory, which they do not have. They are found out and refused.

use std::path::Path;

use super::error::{Kind, LogError};

/// The file systems (by their magic number) that reach over a network.
const MAGIC: &[(u64, &str)] = &[
    (0x6969, "NFS"),
    (0x517b, "SMB"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB2"),
    (0x5346_414f, "AFS"),
    (0x6b41_4653, "AFS"),
    (0x7375_7245, "Coda"),
    (0x564c, "NCP"),
    (0x00c3_6400, "Ceph"),
    (0x0102_1997, "9P"),
    (0x0bd0_0bd0, "Lustre"),
    (0x4750_4653, "GPFS"),
    (0x7461_636f, "OCFS2"),
    (0x0116_1970, "GFS2"),
    (0x1983_0326, "BeeGFS"),
    (0x786f_4256, "a VirtualBox shared folder"),
    (0xbacb_acbc, "a VMware shared folder"),
];

/// FUSE says nothing of itself by number; the mount table names it.
const FUSE: u64 = 0x6573_5546;

/// FUSE file systems that reach over a network.
const FUSE_NAMES: &[&str] =
    &["sshfs", "rclone", "glusterfs", "s3fs", "davfs", "smbnetfs", "curlftpfs", "goofys", "gcsfuse", "ceph", "juicefs"];

/// The network file system with this magic number; `mounted` is its type in the mount table, as in `fuse.sshfs`.
fn network(magic: u64, mounted: &str) -> Option<String> {
    if magic == FUSE {
        let name = mounted.strip_prefix("fuse.").unwrap_or(mounted);
        return FUSE_NAMES.iter().find(|known| **known == name).map(|name| (*name).to_owned());
    }
    MAGIC.iter().find(|(known, _)| *known == magic).map(|(_, name)| (*name).to_owned())
}

/// The type of the mount that `path` (canonical) lies on, from `/proc/self/mountinfo`: the longest mount point wins.
fn mounted(mountinfo: &str, path: &Path) -> String {
    let mut best = (0, "");
    for line in mountinfo.lines() {
        let (Some(point), Some((_, after))) = (line.split(' ').nth(4), line.split_once(" - ")) else { continue };
        let point = point.replace("\\040", " ");
        if path.starts_with(&point) && point.len() >= best.0 {
            best = (point.len(), after.split(' ').next().unwrap_or_default());
        }
    }
    best.1.to_owned()
}

/// Refuses a folder (canonical) that lies on another machine.
pub(super) fn refuse(folder: &Path) -> Result<(), LogError> {
    let Some(name) = found(folder) else { return Ok(()) };
    Err(LogError::new(
        Kind::NetworkFolder,
        format!("{} is a network folder ({name}); a case log there would be damaged sooner or later", folder.display()),
        "keep the log on this machine's own disk: leave --file out, or name a local folder. To share a log, let everybody \
         work on the same machine",
    ))
}

#[cfg(target_os = "linux")]
fn found(folder: &Path) -> Option<String> {
    let magic = rustix::fs::statfs(folder).ok()?.f_type;
    // The kernel's type is signed on some machines and 32 bits wide on others.
    #[allow(clippy::cast_sign_loss, clippy::cast_possible_truncation, clippy::unnecessary_cast)]
    let magic = u64::from(magic as u32);
    let table =
        if magic == FUSE { std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default() } else { String::new() };
    network(magic, &mounted(&table, folder))
}

#[cfg(not(target_os = "linux"))]
fn found(_folder: &Path) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_folders_are_known_by_number_and_name() {
        assert_eq!(network(0x6969, "nfs4").as_deref(), Some("NFS"));
        assert_eq!(network(FUSE, "fuse.sshfs").as_deref(), Some("sshfs"));
        assert_eq!(network(FUSE, "fuseblk"), None);
        assert_eq!(network(0xef53, "ext4"), None);
    }

    #[test]
    fn the_longest_mount_point_wins() {
        let table = "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n\
                     30 22 0:40 / /mnt/ana/far\\040away rw,nosuid shared:1 - fuse.sshfs far: rw\n";
        assert_eq!(mounted(table, Path::new("/mnt/ana/far away/log")), "fuse.sshfs");
        assert_eq!(mounted(table, Path::new("/mnt/ana/near")), "ext4");
    }

    #[test]
    fn this_machines_own_disk_passes() {
        assert!(refuse(&std::env::temp_dir()).is_ok());
    }
}
