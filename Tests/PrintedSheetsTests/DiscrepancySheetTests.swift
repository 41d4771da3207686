import Basics
import PrintedSheets
import Testing

struct DiscrepancySheetTests {
    private func print(_ sheet: DiscrepancySheet) throws -> Printout {
        try Printout { try sheet.write(to: $0, created: PostalSamples.created) }
    }

    @Test func theSheetBalances() throws {
        let printout = try print(PostalSamples.discrepancies(differences: 4))
        let text = try printout.text()
        for words in [
            "BIÊN BẢN ĐỐI SOÁT BƯU GỬI", "ĐS-2026-43", "Tổng số dòng 204", "Khớp 136", "Chênh lệch 68",
            "Chênh lệch còn mở 4", "Cước khác 40 147.000 171.000 −24.000 350.000 350.000 0",
            "Tổng cộng 204 3.171.000 3.027.000 +144.000 25.550.000 24.850.000 +700.000",
            "Cước 21.000 khác 22.500; dòng 7.", "Hạn khiếu nại 09/10/2026", "không có",
            "(bằng chữ: Một trăm bốn mươi tư nghìn đồng)", "ĐẠI DIỆN BƯU ĐIỆN", "Giờ ký:",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(try printout.pages().count == 1)
    }

    @Test(arguments: [0, 1, 12, 60])
    func differencesOfAnyNumberStayOnTheirPages(count: Int) throws {
        let printout = try print(PostalSamples.discrepancies(differences: count, isLong: true))
        try printout.expectOrderlyPages(margin: 7)
        let text = try printout.text()
        for number in 0..<count { #expect(text.contains(PostalSamples.tracking(number))) }
        #expect(text.ranges(of: "ĐẠI DIỆN CƠ QUAN").count == 1)
    }

    @Test func whatDoesNotAddUpIsRefused() throws {
        let sheet = try PostalSamples.discrepancies(differences: 1)
        var changes: [DiscrepancySheet] = []
        for change: (inout DiscrepancySheet) -> Void in [
            { $0.total.lines += 1 }, { $0.total.ours.postage += Dong(1) }, { $0.total.theirs.postage += Dong(1) },
            { $0.total.ours.collected += Dong(1) }, { $0.total.theirs.collected += Dong(-1) },
        ] {
            var other = sheet
            change(&other)
            changes.append(other)
        }
        for other in changes {
            #expect {
                _ = try print(other)
            } throws: { error in
                guard case SheetFault.unbalanced? = error as? SheetFault else { return false }
                return true
            }
        }
    }

    @Test func theSameSheetHasTheSameBytes() throws {
        let sheet = try PostalSamples.discrepancies(differences: 30)
        #expect(try print(sheet).bytes() == print(sheet).bytes())
    }
}
