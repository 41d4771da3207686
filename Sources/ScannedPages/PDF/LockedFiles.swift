import DocumentModel
import Glibc

/// PDFs that want a password for the files within them alone (ISO 32000-2, 7.6.6): streams and strings are stored as
/// they are, so that every viewer shows the pages. libqpdf and MuPDF ask for the password all the same; they are given
/// a copy that does not mention the lock.
enum LockedFiles {
    /// A copy that opens.
    struct Copy {
        var path: String
        /// Whether the files within it are encrypted: they may as well be stored as they are.
        var areLocked: Bool
    }

    private static let maxBytes = 1 << 29
    private static let (key, otherKey) = ("/Encrypt", "/EncrypX")

    /// Writes the copy; the caller removes it.
    ///
    /// - Parameter fault: what opening the file has ended with.
    /// - Returns: `nil` when the pages are locked too, or when it was another fault.
    static func opened(_ path: String, after fault: FileFault, at place: String) throws(FileFault) -> Copy? {
        guard fault.code == .encryptedPDF else { return nil }
        let file = try RandomAccessFile(path: path)
        guard file.size <= maxBytes, var data = file.bytes(at: 0, count: file.size), rename(in: &data) else {
            return nil
        }
        try PictureFile.write(data, to: place)
        do throws(FileFault) {
            if let areLocked = try areLocked(in: place) { return Copy(path: place, areLocked: areLocked) }
        } catch {
            // Not even without the lock.
        }
        unlink(place)
        return nil
    }

    /// Whether files within a copy are encrypted; `nil` when more than these are.
    private static func areLocked(in copy: String) throws(FileFault) -> Bool? {
        let document = try QPDFDocument(path: copy)
        let lock = document.trailer[String(otherKey.dropFirst())]
        func filter(_ key: String) -> String { lock[key].name ?? "Identity" }
        // Versions before 4 have one way for all.
        guard lock.isDictionary, (lock["V"].integer ?? 0) >= 4, filter("StmF") == "Identity",
            filter("StrF") == "Identity"
        else { return nil }
        return filter("EFF") != "Identity"
    }

    /// Renames the key wherever it stands before a dictionary or a reference.
    private static func rename(in data: inout [UInt8]) -> Bool {
        let name = Array(key.utf8)
        var isFound = false
        var position = 0
        while position + name.count < data.count {
            guard data[position] == name[0], data[position...].starts(with: name) else {
                position += 1
                continue
            }
            position += name.count
            let next = data[position...].prefix(16).first { $0 > 0x20 }
            let isKey = data[position] <= 0x20 || data[position] == UInt8(ascii: "<")
            if isKey, let next, next == UInt8(ascii: "<") || (0x30...0x39).contains(next) {
                data.replaceSubrange((position - name.count)..<position, with: Array(otherKey.utf8))
                isFound = true
            }
        }
        return isFound
    }
}
