import Foundation

/// A name in a folder of the inbox, by its raw bytes: scanners write names in encodings that Foundation drops without a
/// word.
package struct InboxName: Hashable, Sendable {
    package let bytes: [UInt8]
    /// As text; where the bytes are no UTF-8, with the replacement character in their place.
    package let text: String

    package init(bytes: [UInt8]) {
        self.bytes = bytes
        text = String(decoding: bytes, as: UTF8.self)
    }

    package init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// Whether ``text`` leads back to the file.
    package var isReadable: Bool { text.utf8.elementsEqual(bytes) }

    // Canonically equal texts are the same `String`, but not the same file.
    package static func == (a: InboxName, b: InboxName) -> Bool { a.bytes == b.bytes }
    package func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

/// What a name in a folder is, links not followed.
package enum EntryKind: Hashable, Sendable {
    case file, folder, link, other
}

/// What tells whether something changed.
package struct InboxStatus: Hashable, Sendable {
    package var kind: EntryKind
    package var size: Int
    package var modifiedSeconds: Int
    package var modifiedNanoseconds: Int
    /// Permission bits.
    package var mode: mode_t
    /// Which file it is: another one may take its place with the same size and times.
    package var inode: UInt64

    package var modified: Date { Date(timeIntervalSince1970: Double(modifiedSeconds)) }
}
