/// The document as it stood when the file ended at `end`: what each object number meant then.
final class PDFRevision {
    let file: PDFFile
    let end: Int
    let sections: [CrossReferenceSection]
    private(set) var entries: [Int: PDFEntry] = [:]
    private var objects: [Int: PDFObject] = [:]
    private var containers: [Int: [Int: (number: Int, value: PDFObject)]] = [:]
    private var depth = 0

    /// - Parameters:
    ///   - start: The offset that `startxref` names.
    ///   - end: Bytes of the file that belong to this revision and those before it.
    init(_ file: PDFFile, crossReference start: Int, end: Int) throws(PDFFault) {
        self.file = file
        self.end = end
        sections = try CrossReferenceReader(file: file).sections(from: start, end: end)
        for section in sections.reversed() {
            entries.merge(section.entries) { _, new in new }
        }
        if trailer["Encrypt"] != nil { throw .encrypted }
    }

    /// The trailer of the newest section.
    var trailer: [String: PDFObject] { sections.first?.trailer ?? [:] }

    /// What a value is, through all references; an object that does not exist is null (ISO 32000-1, 7.3.10).
    func resolve(_ value: PDFObject) throws(PDFFault) -> PDFObject {
        var value = value
        var hops = 0
        while case .reference(let reference) = value {
            hops += 1
            guard hops <= 16 else { throw .malformed("circle of references") }
            value = try object(reference)
        }
        return value
    }

    func resolve(_ value: PDFObject?) throws(PDFFault) -> PDFObject { try resolve(value ?? .null) }

    func object(_ reference: PDFReference) throws(PDFFault) -> PDFObject {
        try file.spend()
        if let known = objects[reference.number] {
            return matches(reference) ? known : .null
        }
        guard matches(reference) else { return .null }
        let value = try read(reference.number)
        objects[reference.number] = value
        return value
    }

    private func matches(_ reference: PDFReference) -> Bool {
        switch entries[reference.number] {
        case .offset(_, let generation)?: generation == reference.generation
        case .compressed?: reference.generation == 0
        case .free?, nil: false
        }
    }

    private func read(_ number: Int) throws(PDFFault) -> PDFObject {
        depth += 1
        defer { depth -= 1 }
        guard depth <= file.limits.depth else { throw .limit("depth") }
        switch entries[number] {
        case .offset(let offset, let generation)?:
            let parsed = try IndirectObjectReader(file: file, end: end).object(at: offset) {
                reference throws(PDFFault) in try resolve(.reference(reference)).integer
            }
            guard parsed.reference == PDFReference(number: number, generation: generation) else {
                throw .malformed("object \(number) is not where the cross-reference says")
            }
            return parsed.value
        case .compressed(let container, let index)?:
            if containers[container] == nil { containers[container] = try contents(of: container) }
            guard let found = containers[container]?[index], found.number == number else {
                throw .malformed("object \(number) is not in its object stream")
            }
            return found.value
        case .free?, nil: return .null
        }
    }

    private func contents(of container: Int) throws(PDFFault) -> [Int: (number: Int, value: PDFObject)] {
        guard case .offset? = entries[container] else { throw .malformed("object stream") }
        guard let stream = try read(container).stream, stream.entries["Type"]?.name == "ObjStm",
            let count = try resolve(stream.entries["N"]).integer, (0...file.limits.objects).contains(count),
            let first = try resolve(stream.entries["First"]).integer, first >= 0
        else { throw .malformed("object stream") }
        let data = try file.decoded(stream) { value throws(PDFFault) in try resolve(value) }
        try file.spend(count + data.count / 16)
        var header = PDFLexer(data, end: first, depth: file.limits.depth)
        var found: [Int: (number: Int, value: PDFObject)] = [:]
        for index in 0..<count {
            guard let number = header.takeCount(), let offset = header.takeCount() else {
                throw .malformed("object stream")
            }
            var body = PDFLexer(data, at: first + offset, depth: file.limits.depth)
            found[index] = (number, try body.value())
        }
        return found
    }

    /// Decoded stream data; throws for filters other than `/FlateDecode`.
    func decoded(_ stream: PDFStream) throws(PDFFault) -> [UInt8] {
        try file.decoded(stream) { value throws(PDFFault) in try resolve(value) }
    }
}
