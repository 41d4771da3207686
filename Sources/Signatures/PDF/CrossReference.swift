/// Where an object stands.
enum PDFEntry: Equatable, Sendable {
    case free
    case offset(Int, generation: Int)
    /// The object `index` of the object stream `container`.
    case compressed(container: Int, index: Int)
}

/// One cross-reference section, table or stream (ISO 32000-1, 7.5.4 and 7.5.8), with its trailer.
struct CrossReferenceSection: Sendable {
    var offset: Int
    /// Behind the trailer dictionary or the stream object.
    var end: Int
    var entries: [Int: PDFEntry]
    var trailer: [String: PDFObject]
    /// Readers that know no cross-reference streams see other objects than those that do (7.5.8.4).
    var isHybrid = false
}

/// Reads cross-reference sections.
struct CrossReferenceReader {
    let file: PDFFile

    /// The sections from the newest to the oldest, beginning at `offset`; nothing behind `end` is read.
    func sections(from offset: Int, end: Int) throws(PDFFault) -> [CrossReferenceSection] {
        var sections: [CrossReferenceSection] = []
        var seen: Set<Int> = []
        var next: Int? = offset
        var count = 0
        while let offset = next {
            guard seen.insert(offset).inserted else { throw .malformed("circle of cross-references") }
            guard sections.count < file.limits.sections else { throw .limit("revisions") }
            let section = try self.section(at: offset, end: end)
            count += section.entries.count
            guard count <= file.limits.objects else { throw .limit("objects") }
            sections.append(section)
            switch section.trailer["Prev"] {
            case nil: next = nil
            case .integer(let previous)?: next = previous
            case .real(let value)? where value.isFinite && abs(value) < 1e12: next = Int(value)
            default: throw .malformed("Prev")
            }
        }
        return sections
    }

    private func section(at offset: Int, end: Int) throws(PDFFault) -> CrossReferenceSection {
        guard offset > 0, offset < end else { throw .malformed("cross-reference offset") }
        var lexer = PDFLexer(file.bytes, at: offset, end: end, depth: file.limits.depth)
        guard let first = lexer.current, !PDFLexer.isSpace(first) || lexer.byte(after: 1) != nil else {
            throw .malformed("cross-reference offset")
        }
        if lexer.take("xref") { return try table(&lexer, at: offset, end: end) }
        return try stream(at: offset, end: end)
    }

    private func table(
        _ lexer: inout PDFLexer, at offset: Int, end: Int
    ) throws(PDFFault) -> CrossReferenceSection {
        var entries: [Int: PDFEntry] = [:]
        while !lexer.take("trailer") {
            guard let start = lexer.takeCount(), let count = lexer.takeCount(),
                count <= file.limits.objects, start <= 1 << 32
            else { throw .malformed("cross-reference table") }
            try file.spend(count)
            for index in 0..<count {
                guard let position = lexer.takeCount(), let generation = lexer.takeCount() else {
                    throw .malformed("cross-reference table")
                }
                let entry: PDFEntry
                if lexer.take("n") {
                    entry = .offset(position, generation: generation)
                } else if lexer.take("f") {
                    entry = .free
                } else {
                    throw .malformed("cross-reference table")
                }
                guard entries.updateValue(entry, forKey: start + index) == nil else { throw .malformed("entry twice") }
            }
        }
        guard let trailer = try lexer.value().entries else { throw .malformed("trailer") }
        if let hidden = trailer["XRefStm"] {
            guard let offset = hidden.integer else { throw .malformed("XRefStm") }
            // What the table calls free may stand in the stream (ISO 32000-1, 7.5.8.4).
            for (number, entry) in try stream(at: offset, end: end).entries
            where entries[number] == nil || entries[number] == .free {
                entries[number] = entry
            }
        }
        return CrossReferenceSection(
            offset: offset, end: lexer.position, entries: entries, trailer: trailer, isHybrid: trailer["XRefStm"] != nil
        )
    }

    private func stream(at offset: Int, end: Int) throws(PDFFault) -> CrossReferenceSection {
        let parsed = try IndirectObjectReader(file: file, end: end).object(
            at: offset, length: { _ throws(PDFFault) in nil })
        guard let stream = parsed.value.stream, stream.entries["Type"]?.name == "XRef" else {
            throw .malformed("cross-reference")
        }
        let data = try file.decoded(stream, resolve: { value throws(PDFFault) in value })
        let widths = (stream.entries["W"]?.array ?? []).compactMap(\.integer)
        guard widths.count == 3, widths.allSatisfy({ (0...8).contains($0) }), let size = stream.entries["Size"]?.integer
        else { throw .malformed("cross-reference stream") }
        let width = widths[0] + widths[1] + widths[2]
        guard width > 0 else { throw .malformed("cross-reference stream") }
        let index =
            try stream.entries["Index"].map { value throws(PDFFault) -> [Int] in
                guard let list = value.array?.compactMap(\.integer), list.count % 2 == 0 else {
                    throw .malformed("Index")
                }
                return list
            } ?? [0, size]
        var entries: [Int: PDFEntry] = [:]
        var position = 0
        for pair in stride(from: 0, to: index.count, by: 2) {
            let (start, count) = (index[pair], index[pair + 1])
            guard start >= 0, start <= 1 << 32, count >= 0, count <= file.limits.objects,
                position + count * width <= data.count
            else { throw .malformed("cross-reference stream") }
            try file.spend(count)
            for number in start..<(start + count) {
                let fields = Self.fields(data, at: position, widths)
                position += width
                guard let entry = try Self.entry(fields, hasKind: widths[0] > 0) else { continue }
                guard entries.updateValue(entry, forKey: number) == nil else { throw .malformed("entry twice") }
            }
        }
        return CrossReferenceSection(offset: offset, end: parsed.end, entries: entries, trailer: stream.entries)
    }

    private static func fields(_ data: [UInt8], at start: Int, _ widths: [Int]) -> (Int, Int, Int) {
        var position = start
        func next(_ width: Int) -> Int {
            var value: UInt64 = 0
            for _ in 0..<width {
                value = value << 8 | UInt64(data[position])
                position += 1
            }
            return Int(clamping: value)
        }
        return (next(widths[0]), next(widths[1]), next(widths[2]))
    }

    private static func entry(_ fields: (Int, Int, Int), hasKind: Bool) throws(PDFFault) -> PDFEntry? {
        switch hasKind ? fields.0 : 1 {
        case 0: .free
        case 1: .offset(fields.1, generation: fields.2)
        case 2: .compressed(container: fields.1, index: fields.2)
        default: nil  // to be taken as a reference to null
        }
    }
}

/// Reads `12 0 obj … endobj`.
struct IndirectObjectReader {
    let file: PDFFile
    let end: Int

    struct Parsed {
        var reference: PDFReference
        var value: PDFObject
        var end: Int
    }

    /// - Parameter length: Looks up a stream's length that is an indirect object.
    func object(
        at offset: Int, length: (PDFReference) throws(PDFFault) -> Int?
    ) throws(PDFFault) -> Parsed {
        guard offset >= 0, offset < end else { throw .malformed("object offset") }
        var lexer = PDFLexer(file.bytes, at: offset, end: end, depth: file.limits.depth)
        guard let number = lexer.takeCount(), let generation = lexer.takeCount(), lexer.take("obj") else {
            throw .malformed("object")
        }
        let before = lexer.position
        let value = try lexer.value()
        try file.spend(1 + (lexer.position - before) / 16)
        let reference = PDFReference(number: number, generation: generation)
        guard case .dictionary(let entries) = value, lexer.take("stream") else {
            guard lexer.take("endobj") else { throw .malformed("end of object") }
            return Parsed(reference: reference, value: value, end: lexer.position)
        }
        if lexer.current == 0x0D, lexer.byte(after: 1) == 0x0A {
            lexer.position += 2
        } else if lexer.current == 0x0A {
            lexer.position += 1
        } else {
            throw .malformed("stream")
        }
        let start = lexer.position
        let count: Int?
        switch entries["Length"] {
        case .integer(let value)?: count = value
        case .reference(let reference)?: count = try length(reference)
        default: count = nil
        }
        guard let count, count >= 0, count <= end - start else { throw .malformed("stream length") }
        lexer.position = start + count
        guard lexer.take("endstream") else { throw .malformed("stream length") }
        guard lexer.take("endobj") else { throw .malformed("end of object") }
        return Parsed(
            reference: reference, value: .stream(PDFStream(entries: entries, data: start..<(start + count))),
            end: lexer.position)
    }
}
