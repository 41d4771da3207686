import DocumentModel
import ScannedPages
import Testing

@testable import TextRecognition

@Suite("A glance at a page with a code")
struct GlanceTests {
    /// Where no code is: what it is needed for is how the page lies.
    private func code(_ turn: QuarterTurn) -> CodePlace {
        CodePlace(payload: "", x: 1, y: 1, side: 1, angle: Double(turn.rawValue) - (turn.rawValue > 180 ? 360 : 0))
    }

    @Test("The tallest lines come first, whichever way the page was put in", arguments: QuarterTurn.allCases)
    func readsTheTitle(turn: QuarterTurn) throws {
        let scan = try FixturePages.load("request.tif").turned(clockwise: turn.rawValue / 90)
        var seen: [String] = []
        let read = try PageReader().glance(at: scan, dpi: 300, along: code(turn), besides: []) { read, letters in
            seen.append(read.text.plain)
            #expect(letters > 200)
            return true
        }
        #expect(read?.rotation == turn)
        #expect(seen.count == 1)
        #expect(seen[0].split(separator: "\n").count <= 2)
        // What was filled in by hand stands highest.
        #expect(seen[0].contains("13/02/1380"), "\(seen)")
    }

    @Test("What is never enough gives nothing")
    func neverEnough() throws {
        let page = try FixturePages.load("request.tif")
        var looks = 0
        let read = try PageReader().glance(at: page, dpi: 300, along: code(.none), besides: []) { read, _ in
            looks += 1
            return false
        }
        #expect(read == nil)
        #expect(looks == 2)
    }

    @Test("Letters are counted, and those beside the code, whichever way the page was put in")
    func countsLetters() throws {
        let page = try FixturePages.load("request.tif")
        let (width, height) = (Double(page.width) / 300 * 25.4, Double(page.height) / 300 * 25.4)
        let (x, y, side) = (width / 2, height / 2, 0.3 * width)
        var counts: [Int] = []
        for turn in QuarterTurn.allCases {
            let place: (x: Double, y: Double) =
                switch turn {
                case .none: (x, y)
                case .clockwise90: (height - y, x)
                case .half: (width - x, height - y)
                case .clockwise270: (y, width - x)
                }
            var code = code(turn)
            (code.x, code.y, code.side) = (place.x, place.y, side)
            let letters = try PageReader.countLetters(
                on: try page.turned(clockwise: turn.rawValue / 90), dpi: 300, around: code, besides: [code])
            #expect(letters.all > 200 && letters.besideCode > 0 && letters.besideCode < letters.all / 2)
            counts.append(letters.besideCode)
        }
        let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
        #expect(Double(most - least) <= 0.1 * Double(most) + 3, "\(counts)")
    }

    @Test("Codes are no print")
    func codesArePaintedOver() throws {
        let page = try FixturePages.load("request.tif")
        let millimetres = (width: Double(page.width) / 300 * 25.4, height: Double(page.height) / 300 * 25.4)
        let all = CodePlace(
            payload: "", x: millimetres.width / 2, y: millimetres.height / 2, side: 2 * millimetres.height, angle: 0)
        var isAsked = false
        let read = try PageReader().glance(at: page, dpi: 300, along: code(.none), besides: [all]) { _, _ in
            isAsked = true
            return true
        }
        #expect(read == nil && !isAsked)
    }
}
