import DocumentModel

/// Judges whether a page is a separator sheet, by what was read and seen on it.
///
/// Two mistakes are possible, and neither may pass in silence: a sheet taken for a paper puts the pages after it into
/// the component before it, a paper taken for a sheet is missing from its document. So a page is a separator only by a
/// code on a whole sheet or by print that nothing else has; what may be one is kept, and waits with what follows.
enum SeparatorRule {
    /// What a page is, as far as separators go.
    enum Verdict: Hashable {
        /// A whole sheet with its code.
        case sheet(SeparatorPayload)
        /// A sheet by its print; its code cannot be read.
        case printed(ProposedSlot?)
        /// Possibly a sheet, or what is left of one.
        case suspect(ProposedSlot?)
        /// A separator's code on what is no separator sheet.
        case codeOnPaper(ProposedSlot?)
        /// Codes of several components.
        case conflicting
        case paper
    }

    /// Besides its own print a sheet names a component and a procedure.
    private static let maxOtherWordsOnSheet = 60
    /// The sheets that this program prints have three lines for each of these names.
    private static let maxOtherWordsOnOwnSheet = 70
    /// A sheet whose print cannot be read well has hardly any other words.
    private static let maxOtherWordsBesideRemains = 25
    /// Where only remains of a code are left, or two labels, a paper has more words of its own.
    private static let maxOtherWordsOnShred = 8
    /// All words of a sheet of which only the labels are left: codes, a component's name and a procedure's.
    private static let maxWordsBesideLabels = 50
    /// Where scribbles or a blot cover the code, they cover the words about it too. A paper with a picture has more.
    private static let maxLegibleWordsOnDefacedSheet = 2
    /// Side of the smallest code that is printed on sheets, in millimetres; what is printed on forms and stickers is
    /// mostly smaller.
    private static let smallestCode = 20.0

    static func verdict(on reading: PageReading) -> Verdict {
        let payloads = Set(reading.barcodes.compactMap { SeparatorPayload($0.payload) })
        if payloads.count > 1 { return .conflicting }
        let print = SheetPrint(reading.text)
        if let payload = payloads.first {
            let proposal = ProposedSlot(caseCode: payload.caseCode.rawValue, component: payload.component.rawValue)
            return isWhole(reading, print, payload) ? .sheet(payload) : .codeOnPaper(proposal)
        }
        if isUnmistakable(print) { return .printed(print.named) }
        return mayBeSheet(reading, print) ? .suspect(print.named) : .paper
    }

    // MARK: With a code

    private static func isWhole(_ reading: PageReading, _ print: SheetPrint, _ payload: SeparatorPayload) -> Bool {
        // Readings of earlier versions have neither places nor text.
        guard let places = reading.codePlaces else { return reading.text.lines.isEmpty }
        let own = places.filter { SeparatorPayload($0.payload) == payload }
        if OwnSheetLayout.matches(own), !reading.separatorTraces.hasDefacedArea {
            // Only those are read that bear more letters than a sheet has.
            return reading.text.lines.isEmpty || print.otherWords <= maxOtherWordsOnOwnSheet
        }
        guard own.contains(where: { $0.side >= smallestCode }), !reading.separatorTraces.hasDefacedArea else {
            return false
        }
        if print.isNamed { return print.otherWords <= maxOtherWordsOnSheet }
        // Where the title was lost: the case that the code names stands beside it, and hardly anything else.
        return print.named?.caseCode == payload.caseCode.rawValue && print.otherWords <= maxOtherWordsOnShred
    }

    // MARK: Without one

    /// Whether the print says that it is a separator, and nothing but that.
    private static func isUnmistakable(_ print: SheetPrint) -> Bool {
        guard print.otherWords <= maxOtherWordsOnSheet else { return false }
        if print.hasTitle {
            return print.vocabulary >= 2 && print.otherWords <= maxOtherWordsBesideRemains
        }
        // One sentence may have two of the instructions; a torn sheet that is left with it is only suspected.
        return print.instructions >= 2 && print.vocabulary >= 4
    }

    private static func mayBeSheet(_ reading: PageReading, _ print: SheetPrint) -> Bool {
        let traces = reading.separatorTraces
        let legible = reading.text.words.count(where: \.isLegible)
        let hasRemains = traces.finderPatterns >= 1 || traces.hasUndecodedCode || traces.hasDefacedArea
        if print.hasTitle || print.spellsPayload { return print.otherWords <= maxOtherWordsBesideRemains }
        if print.instructions >= 2 { return print.otherWords <= maxOtherWordsOnSheet }
        if print.vocabulary >= 1, hasRemains { return print.otherWords <= maxOtherWordsBesideRemains }
        if print.instructions >= 1, print.labels >= 1 { return print.otherWords <= maxOtherWordsBesideRemains }
        if print.labels >= 2 {
            // Receipts repeat the words of the labels in sentences; none names a component by its code.
            let isShort = print.named != nil || print.words <= maxWordsBesideLabels
            return isShort && print.otherWords <= maxOtherWordsOnShred
        }
        if traces.hasDefacedArea, legible <= maxLegibleWordsOnDefacedSheet { return true }
        // Letters and seals have rings, too; what a code has beside them is modules.
        guard traces.standsAmongModules != false else { return false }
        if traces.hasUndecodedCode || traces.finderPatterns >= 2 { return print.otherWords <= maxOtherWordsOnShred }
        return traces.finderPatterns == 1 && legible <= maxLegibleWordsOnDefacedSheet
    }
}

/// How the sheets that this program prints show their code: large in the middle and small at the foot. Nothing else
/// looks like that, so that such a sheet need not be read.
public enum OwnSheetLayout {
    /// Sides of the two codes in millimetres.
    public static let sides = (large: 84.0, small: 36.0)
    /// Distance of their centres in millimetres.
    public static let distance = 175.3
    /// By how much scanning, or a resolution that is not quite true, changes lengths.
    private static let tolerance = 0.1

    /// Whether two of the places stand as on a sheet, in whatever direction.
    public static func matches(_ places: [CodePlace]) -> Bool {
        places.contains { large in places.contains { isPair(large, $0) } }
    }

    private static func isPair(_ large: CodePlace, _ small: CodePlace) -> Bool {
        guard large.payload == small.payload, small.side > 0 else { return false }
        let (dx, dy) = (large.x - small.x, large.y - small.y)
        return isNear(large.side, sides.large) && isNear(small.side, sides.small)
            && isNear((dx * dx + dy * dy).squareRoot(), distance)
    }

    private static func isNear(_ length: Double, _ expected: Double) -> Bool {
        abs(length - expected) <= tolerance * expected
    }
}

/// What the words of a page say of it by themselves.
public enum SheetWording {
    /// Whether they name it a separator sheet: by a title, or by two of the instructions that only such sheets have.
    public static func namesSheet(_ text: PageText) -> Bool { SheetPrint(text).isNamed }
}
