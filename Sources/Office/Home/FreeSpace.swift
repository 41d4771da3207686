import ArtifactStore
import Foundation

/// How much room a file system has left.
public enum FreeSpace {
    /// Below this, bytes, what a recognizer could not do is put down to the disk rather than to the page.
    package static let scarce = 32 << 20

    /// Free bytes for this user; `nil` when it cannot be told. Blocks briefly.
    public static func bytes(at path: String) -> Int? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }

    /// - Throws: `ArtifactStoreError` with code `noSpace` when there is hardly any room.
    package static func check(at path: String) throws {
        guard let free = bytes(at: path), free < scarce else { return }
        throw ArtifactStoreError(.noSpace, "\(free) bytes free")
    }
}
