import Basics
import PostalChannel
import TestSupport
import Testing

/// Makes sets of parcels and lines with everything that goes wrong between them; the same for the same seed.
struct PostalGenerator {
    var random: SeededGenerator
    private var serial: Int
    private(set) var parcels: [Parcel] = []
    private(set) var lines: [StatementLine] = []

    init(seed: UInt64, size: Int) throws {
        random = SeededGenerator(seed: seed)
        serial = Int.random(in: 10_000_000...80_000_000, using: &random)
        for number in 1...size { try addParcel(number) }
        lines.shuffle(using: &random)
        for place in lines.indices { lines[place].place.row = place + 2 }
    }

    private mutating func addParcel(_ number: Int) throws {
        let isOffice = Int.random(in: 0..<4, using: &random) == 0
        let name = isOffice ? "Bộ phận Một cửa xã Tân Phúc" : name()
        let day = Int.random(in: 10...28, using: &random)
        let reused = Int.random(in: 0..<12, using: &random) == 0 ? parcels.last?.tracking : nil
        let parcel = try PostalSample.parcel(
            number, reused ?? tracking(), recipient: name, day: "2026-10-\(day) 09:\(10 + number % 50)",
            due: isOffice ? 0 : Int.random(in: 0...3, using: &random) * 50_000)
        parcels.append(parcel)
        addLines(parcel)
    }

    private mutating func addLines(_ parcel: Parcel) {
        var line = PostalSample.line(parcel, statement: "ky\(Int.random(in: 1...3, using: &random))", row: 0)
        switch Int.random(in: 0..<14, using: &random) {
        case 0: return
        case 1: line.tracking = WrittenTracking(text: mistyped(parcel.tracking))
        case 2: lines.append(line)
        case 3: line.collected = Dong(Int.random(in: 0...9, using: &random) * 25_000)
        case 4: line.fee = Dong(Int.random(in: 10...40, using: &random) * 1_000)
        case 5: line.recipient = name()
        case 6: line.tracking = WrittenTracking(text: tracking())
        case 7: line.tracking = WrittenTracking(text: String(parcel.tracking.prefix(1)) + ",61924E+12")
        case 8:
            line.tracking = .none
            line.caseCode = parcel.cases.first
        default: break
        }
        lines.append(line)
    }

    /// Numbers close to one another, so that a slip easily meets another real one.
    private mutating func tracking() -> String {
        serial += Int.random(in: 1...3, using: &random)
        if Bool.random(using: &random) { return String(2_619_200_000_000 + serial) }
        return S10.code(prefix: "EB", serial: serial, country: "VN") ?? ""
    }

    private mutating func mistyped(_ number: String) -> String {
        var characters = Array(number)
        let place = Int.random(in: 2..<characters.count - 2, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: characters.swapAt(place, place + 1)
        case 1: characters[place] = Character(String(Int.random(in: 0...9, using: &random)))
        case 2: characters.remove(at: place)
        default: characters.insert(characters[place], at: place)
        }
        return String(characters)
    }

    private mutating func name() -> String {
        let surname = ["Nguyễn", "Trần", "Lê"].randomElement(using: &random) ?? ""
        let given = ["Văn An", "Thị Bình", "Đức Ký", "Ngọc Ẩn", "Hữu Ước"].randomElement(using: &random) ?? ""
        return "\(surname) \(given)"
    }
}
