/// Receives a small part element by element: the workbook, its relationships and styles. Texts are not looked at.
struct XMLElements: XMLEvents, ~Copyable {
    let place: SpreadsheetFault
    var fault: SpreadsheetFault?
    var control: XMLControl?
    private let visit: (XMLName, XMLAttributes, _ depth: Int) -> SpreadsheetFault.Code?
    private var depth = 0

    /// - Parameter visit: Called at each start of an element, the root's depth being 1; may refuse the part.
    init(place: SpreadsheetFault, visit: @escaping (XMLName, XMLAttributes, Int) -> SpreadsheetFault.Code?) {
        self.place = place
        self.visit = visit
    }

    static var callbacks: XMLCallbacks {
        XMLCallbacks(
            start: { receiver, name, attributes in
                guard let name else { return }
                receiver?.assumingMemoryBound(to: XMLElements.self).pointee
                    .start(XMLName(name), XMLAttributes(pairs: attributes))
            },
            end: { receiver, _ in receiver?.assumingMemoryBound(to: XMLElements.self).pointee.depth -= 1 },
            text: { _, _, _ in },
            documentType: { receiver, _, _, _, _ in
                receiver?.assumingMemoryBound(to: XMLElements.self).pointee.fail(.documentType)
            })
    }

    private mutating func start(_ name: XMLName, _ attributes: XMLAttributes) {
        depth += 1
        if depth > XMLDepth.limit { return fail(.badStructure, "elements too deep") }
        if let code = visit(name, attributes, depth) { fail(code) }
    }
}

enum XMLDepth {
    /// Elements within each other; SpreadsheetML needs fewer than 20.
    static let limit = 64
}
