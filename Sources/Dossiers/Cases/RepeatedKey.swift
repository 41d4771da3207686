import Foundation

/// A key that stands twice in one object of a JSON text: readers take the first or the last as they please, so that nobody
/// can know what was meant.
public struct RepeatedKey: Hashable, Sendable {
    public var key: String
    /// 1-based line of the second one.
    public var line: Int
    /// 0-based place of the element of the outermost list that it stands in; `nil` outside of one.
    public var element: Int?

    /// Looks for the first one. Meant for texts that a JSON decoder accepts; of others, what is found may be wrong.
    /// - Returns: `nil` when there is none.
    public static func first(in json: Data) -> RepeatedKey? {
        json.withUnsafeBytes { bytes in
            var scan = Scan(bytes: bytes)
            return scan.run()
        }
    }

    /// Reads the text once, byte by byte.
    private struct Scan {
        let bytes: UnsafeRawBufferPointer
        private var place = 0
        private var line = 1
        /// The keys seen in each object that is open; `nil` for lists.
        private var open: [Set<String>?] = []
        private var element: Int?

        init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

        mutating func run() -> RepeatedKey? {
            while place < bytes.count {
                switch bytes[place] {
                case UInt8(ascii: "{"): open.append([])
                case UInt8(ascii: "["):
                    if open.isEmpty { element = 0 }
                    open.append(nil)
                case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
                case UInt8(ascii: ","):
                    if open.count == 1, open[0] == nil, let number = element { element = number + 1 }
                case UInt8(ascii: "\n"): line += 1
                case UInt8(ascii: "\""): if let repeated = string() { return repeated }
                default: break
                }
                place += 1
            }
            return nil
        }

        /// Goes to the closing quote. A text before a colon is a key.
        private mutating func string() -> RepeatedKey? {
            let start = place
            place += 1
            while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
                place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard place < bytes.count, isFollowedByColon, let last = open.indices.last, open[last] != nil else {
                return nil
            }
            let key = text(start...place)
            guard open[last]?.insert(key).inserted == false else { return nil }
            return RepeatedKey(key: key, line: line, element: element)
        }

        private var isFollowedByColon: Bool {
            var next = place + 1
            while next < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[next]) { next += 1 }
            return next < bytes.count && bytes[next] == UInt8(ascii: ":")
        }

        private func text(_ quoted: ClosedRange<Int>) -> String {
            let raw = UnsafeRawBufferPointer(rebasing: bytes[quoted])
            let isPlain = !raw.contains(UInt8(ascii: "\\"))
            if !isPlain, let text = try? JSONDecoder().decode(String.self, from: Data(raw)) { return text }
            return String(decoding: raw.dropFirst().dropLast(), as: UTF8.self)
        }
    }
}
