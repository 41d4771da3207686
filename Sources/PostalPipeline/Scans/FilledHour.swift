import DocumentModel

/// Whether a page's room for an hour is filled in. What is written by hand stands a little above the print, often as a
/// line of its own: the room is read across, from its label to the next one beside it.
struct FilledHour {
    /// `nil` when the page has no such room.
    let isThere: Bool?

    init(_ text: PageText) {
        let rooms = text.lines.flatMap(Self.labels)
        guard !rooms.isEmpty else {
            isThere = nil
            return
        }
        let words = text.lines.flatMap(\.words).sorted { $0.box.x < $1.box.x }
        isThere = rooms.contains { room in
            let end = rooms.filter { $0.isBeside(room) && $0.x > room.x }.map(\.x).min() ?? Int.max
            let written = words.filter { room.isBeside($0.box) && $0.box.maxX > room.x && $0.box.x < end }
            return Self.hasHour(Self.parts(of: written.map(\.text).joined(separator: " ")))
        }
    }

    /// Where a label stands, and how high its line is.
    private struct Room {
        var x: Int
        var line: PixelBox

        func isBeside(_ other: Room) -> Bool { isBeside(other.line) }

        func isBeside(_ box: PixelBox) -> Bool { abs(box.midY - line.midY) <= 0.9 * Double(line.height) }
    }

    private static let labels: [[String]] = [
        ["gio", "giao"], ["gio", "nhan"], ["gio", "phat"], ["hoi", "gio"], ["vao", "hoi"],
    ]

    private static func labels(in line: TextLine) -> [Room] {
        let words = line.words.map { SlipReading.words($0.text) }
        return zip(words.indices, words.indices.dropFirst()).compactMap { first, second in
            labels.contains { words[first].hasSuffix($0[0]) && words[second].hasPrefix($0[1]) }
                ? Room(x: line.words[first].box.x, line: line.box) : nil
        }
    }

    /// Words up to the day, and figures apart from the letters that they were read together with.
    private static func parts(of text: String) -> [Substring] {
        SlipReading.words(text).split(separator: " ").prefix { !$0.hasPrefix("ngay") }.flatMap { word -> [Substring] in
            var parts: [Substring] = []
            var rest = word
            while let first = rest.first {
                let part = rest.prefix { $0.isNumber == first.isNumber }
                parts.append(part)
                rest = rest.dropFirst(part.count)
            }
            return parts
        }
    }

    /// `16 giờ 40`, `16h40`, `16 40`.
    private static func hasHour(_ words: [Substring]) -> Bool {
        zip(words, words.dropFirst()).contains { word, next in
            guard word.utf8.count <= 2, let hour = Int(word), (0...24).contains(hour) else { return false }
            return next.hasPrefix("gio") || next == "h" || next == "g" || (next.utf8.count <= 2 && Int(next) != nil)
        }
    }
}
