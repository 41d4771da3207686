import Crypto

/// An increment behind a PDF: changed and new objects, and a cross-reference section of the kind that the file has. Not a byte
/// of what was there changes.
struct IncrementalUpdate {
    private let revision: PDFRevision
    private var objects: [PDFReference: [UInt8]] = [:]
    private var next: Int

    /// - Throws: ``PDFFault/malformed(_:)`` for files that cannot be continued so that all readers understand it alike.
    init(_ revision: PDFRevision) throws(PDFFault) {
        self.revision = revision
        guard let size = revision.trailer["Size"]?.integer, revision.trailer["Root"]?.reference != nil else {
            throw .malformed("trailer")
        }
        guard !revision.sections.contains(where: \.isHybrid) else { throw .malformed("hybrid-reference file") }
        next = max(size, (revision.entries.keys.max() ?? 0) + 1)
    }

    /// A number that no object has.
    mutating func reserve() -> PDFReference {
        defer { next += 1 }
        return PDFReference(number: next, generation: 0)
    }

    /// - Parameter content: the object without its frame.
    mutating func put(_ reference: PDFReference, _ content: [UInt8]) { objects[reference] = content }

    mutating func put(_ reference: PDFReference, _ value: PDFObject) { put(reference, PDFWriting.bytes(value)) }

    /// The file with the increment, and where in it each object's content begins.
    mutating func written() -> (bytes: [UInt8], places: [PDFReference: Int]) {
        var bytes = revision.file.bytes
        if bytes.last != 0x0A { bytes.append(0x0A) }
        var (offsets, places): ([Int: (Int, Int)], [PDFReference: Int]) = ([:], [:])
        for (reference, content) in objects.sorted(by: { $0.key.number < $1.key.number }) {
            offsets[reference.number] = (bytes.count, reference.generation)
            let object = PDFWriting.object(reference, content)
            places[reference] = bytes.count + object.count - content.count - Array("\nendobj\n".utf8).count
            bytes += object
        }
        let start = bytes.count
        if isStream {
            let reference = reserve()
            offsets[reference.number] = (start, 0)
            bytes += PDFWriting.object(reference, crossReferenceStream(offsets))
        } else {
            bytes += table(offsets) + Array("trailer\n".utf8) + PDFWriting.dictionary(trailer) + [0x0A]
        }
        bytes += Array("startxref\n\(start)\n%%EOF\n".utf8)
        return (bytes, places)
    }

    /// Readers that know only tables read files that have only tables.
    private var isStream: Bool { revision.trailer["Type"]?.name == "XRef" }

    private var trailer: [String: PDFObject] {
        var trailer: [String: PDFObject] = [
            "Size": .integer(next), "Prev": .integer(revision.sections.first?.offset ?? 0),
        ]
        for key in ["Root", "Info"] { trailer[key] = revision.trailer[key] }
        let digest = Array(SHA256.hash(data: revision.file.bytes).prefix(16))
        let first = (try? revision.resolve(revision.trailer["ID"]).array?.first?.string) ?? digest
        trailer["ID"] = .array([.string(first), .string(digest)])
        return trailer
    }

    /// Numbers that follow one another, as sections.
    private static func runs(_ numbers: [Int]) -> [ClosedRange<Int>] {
        numbers.sorted().reduce(into: []) { runs, number in
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
    }

    private func table(_ offsets: [Int: (Int, Int)]) -> [UInt8] {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        var text = "xref\n"
        for run in Self.runs(Array(offsets.keys)) {
            text += "\(run.lowerBound) \(run.count)\n"
            for number in run {
                let (offset, generation) = offsets[number] ?? (0, 0)
                text += "\(padded(offset, 10)) \(padded(generation, 5)) n\r\n"
            }
        }
        return Array(text.utf8)
    }

    private func crossReferenceStream(_ offsets: [Int: (Int, Int)]) -> [UInt8] {
        let runs = Self.runs(Array(offsets.keys))
        var data: [UInt8] = []
        for number in runs.joined() {
            let (offset, generation) = offsets[number] ?? (0, 0)
            data.append(1)
            for shift in stride(from: 40, through: 0, by: -8) { data.append(UInt8(offset >> shift & 0xFF)) }
            data += [UInt8(generation >> 8 & 0xFF), UInt8(generation & 0xFF)]
        }
        var entries = trailer
        entries["Type"] = .name("XRef")
        entries["W"] = .array([.integer(1), .integer(6), .integer(2)])
        entries["Index"] = .array(runs.flatMap { [PDFObject.integer($0.lowerBound), .integer($0.count)] })
        return PDFWriting.stream(entries, data)
    }
}
