/// Something that a content stream puts on a page.
enum PageMark {
    /// A picture. `image` is `nil` for one within the stream; `clip` is what clipping leaves of the page, `nil` for all;
    /// `isPlain` tells that it is drawn opaque, unmasked and with no clip but rectangles.
    case image(PDFObject?, matrix: PDFMatrix, clip: PDFRectangle?, isPlain: Bool)
    /// Text that can be seen.
    case visibleText
    /// Text that is there for searching only.
    case invisibleText
    /// Lines, areas, shadings.
    case drawing
}

/// Follows a page's content streams and notes what they put on the page, in order.
///
/// Far from drawing anything: the purpose is to tell a scan (one picture over the whole page) from a page that must be
/// drawn, and a page with text of its own from one with somebody's recognized text. In doubt the answer is "must be
/// drawn", which is always right, only slower.
struct PageMarks {
    private(set) var marks: [PageMark] = []
    /// Whether the page was too intricate to be followed to its end.
    private(set) var isIncomplete = false

    /// Whether the content streams cannot be decoded to their end.
    private(set) var isUndecodable = false

    /// The colours, red, green and blue, in which stencils are painted that are otherwise plain; by their place in
    /// ``marks``.
    private(set) var inks: [Int: [UInt8]] = [:]

    /// Whether something is called for that is not in the file: harmless in a sound file, a loss in a repaired one.
    private(set) var missesObjects = false

    /// Whether anything is blended with what lies below it otherwise than by covering it: of that programs make different
    /// things without a word.
    private(set) var isBlended = false

    private static let maxTokens = 3_000_000
    private static let maxDepth = 6
    private static let maxMarks = 200_000

    fileprivate struct State {
        var matrix = PDFMatrix()
        var textMode = 0
        /// Whether letters of the text at hand become a clip when it ends.
        var clipsByText = false
        /// The box that clipping leaves; `nil` for all.
        var clip: PDFRectangle?
        var isPlain = true
        /// The colour of areas and stencils; `nil` when it is none of a device's gray and colours.
        var fill: [UInt8]? = [0, 0, 0]
        var isDeviceFill = true
    }

    private var tokensLeft = maxTokens

    /// - Parameter page: a page's dictionary with what it inherits.
    init(page: PDFObject) {
        guard let content = page.pageContent else {
            isUndecodable = true
            return
        }
        follow(content, resources: page["Resources"], state: State(), depth: 0)
    }

    private mutating func follow(_ content: [UInt8], resources: PDFObject, state initial: State, depth: Int) {
        var tokens = ContentTokens(content)
        var state = initial
        var saved: [State] = []
        var operands: [ContentToken] = []
        var path = Path()
        var inlineStart = 0
        while let token = tokens.next() {
            tokensLeft -= 1
            guard tokensLeft > 0, marks.count < Self.maxMarks else {
                isIncomplete = true
                return
            }
            guard case .keyword(let keyword) = token else {
                if operands.count < 512 { operands.append(token) }
                continue
            }
            switch keyword {
            case "q": if saved.count < 512 { saved.append(state) }
            case "Q": state = saved.popLast() ?? state
            case "cm": state.matrix = PDFMatrix(operands.numbers)?.then(state.matrix) ?? state.matrix
            case "gs": applyGraphicsState(resources["ExtGState"][operands.lastName ?? ""], to: &state)
            case "Tr": state.textMode = operands.numbers.last.map { Int(max(0, min(7, $0))) } ?? 0
            case "Tj", "TJ", "'", "\"": noteText(operands, &state)
            case "ET": state.endText()
            case "Do":
                draw(resources["XObject"][operands.lastName ?? ""], state: state, resources: resources, depth: depth)
            case "BI": inlineStart = tokens.position
            case "ID":
                let dictionary = tokens.bytes(from: inlineStart, to: tokens.position - 2)
                noteInline(dictionary, &tokens, state, resources)
            case "g", "rg", "k", "cs", "sc", "scn": state.noteFill(keyword, operands)
            case "BDC": if operands.firstName == "OC" { state.isPlain = false }
            case "sh": marks.append(.drawing)
            default: path.handle(keyword, operands: operands.numbers, state: &state, marks: &marks)
            }
            operands.removeAll(keepingCapacity: true)
        }
    }

    private mutating func noteText(_ operands: [ContentToken], _ state: inout State) {
        // Blanks clip too: then nothing is left to be seen.
        if state.textMode >= 4 { state.clipsByText = true }
        let shows = operands.contains { if case .string(isBlank: false) = $0 { true } else { false } }
        guard shows else { return }
        let isInvisible = state.textMode == 3 || state.textMode == 7
        marks.append(isInvisible ? .invisibleText : .visibleText)
    }

    private mutating func note(picture object: PDFObject, _ state: State) {
        let isStencil = object["ImageMask"].boolean == true
        let isMasked = ["SMask", "Mask", "OC"].contains { !object[$0].isNull }
        if isStencil, !isMasked, state.isPlain, let fill = state.fill { inks[marks.count] = fill }
        marks.append(
            .image(
                object, matrix: state.matrix, clip: state.clip, isPlain: state.isPlain && !isMasked && !isStencil))
    }

    private mutating func noteInline(
        _ dictionary: [UInt8], _ tokens: inout ContentTokens, _ state: State, _ resources: PDFObject
    ) {
        let spaces = resources["ColorSpace"]
        let bare = resources.inlinePicture(dictionary: dictionary, data: [], spaces: spaces)
        let data = tokens.inlineImage(length: bare?.bareLength)
        guard let picture = resources.inlinePicture(dictionary: dictionary, data: data, spaces: spaces) else {
            marks.append(.image(nil, matrix: state.matrix, clip: state.clip, isPlain: false))
            return
        }
        note(picture: picture, state)
    }

    private mutating func draw(_ object: PDFObject, state: State, resources: PDFObject, depth: Int) {
        guard object.isStream else {
            if object.isNull { missesObjects = true } else { isIncomplete = true }
            return
        }
        if object["Subtype"].name == "Image" {
            note(picture: object, state)
            return
        }
        guard object["Subtype"].name == "Form" else { return }
        guard depth < Self.maxDepth, let content = object.data(decoded: true), content.isDecoded else {
            isIncomplete = true
            return
        }
        var inner = state
        let matrix = object["Matrix"].items(limit: 7).compactMap(\.number)
        inner.matrix = PDFMatrix(matrix)?.then(state.matrix) ?? state.matrix
        if !object["OC"].isNull { inner.isPlain = false }
        if object["Group"]["K"].boolean == true { isBlended = true }
        let box = object["BBox"].items(limit: 5).compactMap(\.number)
        if box.count == 4 {
            let area = PDFRectangle(
                left: min(box[0], box[2]), bottom: min(box[1], box[3]), right: max(box[0], box[2]),
                top: max(box[1], box[3]))
            inner.narrow(to: inner.matrix.box(of: area))
        }
        let own = object["Resources"]
        follow(content.bytes, resources: own.isDictionary ? own : resources, state: inner, depth: depth + 1)
    }

    private mutating func applyGraphicsState(_ dictionary: PDFObject, to state: inout State) {
        guard dictionary.isDictionary else { return }
        let isOpaque = (dictionary["ca"].number ?? 1) >= 0.999
        let blend = dictionary["BM"].name ?? "Normal"
        let hasMask = dictionary["SMask"].isDictionary
        if hasMask || !["Normal", "Compatible"].contains(blend) { isBlended = true }
        if !isOpaque || hasMask || !["Normal", "Compatible"].contains(blend) { state.isPlain = false }
    }

    /// The path under construction, as far as it is a rectangle.
    fileprivate struct Path {
        private var rectangle: PDFRectangle?
        private var isOther = false
        private var clips = false

        mutating func handle(_ keyword: String, operands: [Double], state: inout State, marks: inout [PageMark]) {
            switch keyword {
            case "re" where operands.count >= 4 && rectangle == nil:
                let (x, y) = (operands[0], operands[1])
                rectangle = state.matrix.box(
                    of: PDFRectangle(
                        left: min(x, x + operands[2]), bottom: min(y, y + operands[3]),
                        right: max(x, x + operands[2]), top: max(y, y + operands[3])))
            case "re", "m", "l", "c", "v", "y": isOther = true
            case "W", "W*": clips = true
            case "f", "F", "f*", "S", "s", "B", "B*", "b", "b*":
                // White on white paper is nothing.
                let isGround = marks.isEmpty && state.fill == [255, 255, 255] && ["f", "F", "f*"].contains(keyword)
                if !isGround { marks.append(.drawing) }
                finish(&state)
            case "n": finish(&state)
            default: break
            }
        }

        private mutating func finish(_ state: inout State) {
            if clips {
                if let rectangle, !isOther { state.narrow(to: rectangle) } else { state.isPlain = false }
            }
            self = Path()
        }
    }
}

extension PDFObject {
    /// Bytes of a picture without filters; `nil` for others.
    fileprivate var bareLength: Int? {
        guard self["Filter"].isNull, let width = self["Width"].integer, let height = self["Height"].integer,
            (1...65_535).contains(width), (1...65_535).contains(height)
        else { return nil }
        let isStencil = self["ImageMask"].boolean == true
        guard let bits = isStencil ? 1 : self["BitsPerComponent"].integer, (1...16).contains(bits) else { return nil }
        let space = self["ColorSpace"]
        let components: Int? =
            switch isStencil ? "DeviceGray" : space.name ?? space.items(limit: 1).first?.name {
            case "DeviceGray", "CalGray", "Indexed": 1
            case "DeviceRGB", "CalRGB": 3
            case "DeviceCMYK": 4
            default: nil
            }
        return components.map { (width * $0 * bits + 7) / 8 * height }
    }
}

extension PageMarks.State {
    /// Follows the colour of areas (ISO 32000-1, 8.6.8).
    fileprivate mutating func noteFill(_ keyword: String, _ operands: [ContentToken]) {
        let values = operands.numbers.map { min(1, max(0, $0)) }
        switch (keyword, values.count) {
        case ("g", 1), ("sc", 1), ("scn", 1): fill = Array(repeating: Self.byte(values[0]), count: 3)
        case ("rg", 3), ("sc", 3), ("scn", 3): fill = values.map(Self.byte)
        case ("k", 4), ("sc", 4), ("scn", 4): fill = values.prefix(3).map { Self.byte((1 - $0) * (1 - values[3])) }
        case ("cs", _):
            isDeviceFill = ["DeviceGray", "DeviceRGB", "DeviceCMYK"].contains(operands.lastName ?? "")
            fill = [0, 0, 0]
        default: fill = nil
        }
        if keyword.count < 3, keyword != "cs", keyword != "sc" { isDeviceFill = true }
        if !isDeviceFill { fill = nil }
    }

    private static func byte(_ value: Double) -> UInt8 { UInt8((value * 255).rounded()) }

    /// Letters of the modes 4 to 7 clip all that follows (ISO 32000-1, 9.3.6): a picture after them is seen through
    /// their shapes alone.
    fileprivate mutating func endText() {
        if clipsByText { isPlain = false }
        clipsByText = false
    }

    fileprivate mutating func narrow(to area: PDFRectangle) { clip = clip?.intersection(area) ?? area }
}

extension [ContentToken] {
    fileprivate var numbers: [Double] {
        compactMap { if case .number(let value) = $0 { value } else { nil } }
    }

    fileprivate var lastName: String? {
        if case .name(let name)? = last { name } else { nil }
    }

    fileprivate var firstName: String? {
        if case .name(let name)? = first { name } else { nil }
    }
}
