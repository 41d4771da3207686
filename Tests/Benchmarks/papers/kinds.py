"""Kinds of papers: what is printed on each, and the fields that a careful clerk would take from it.

All persons, numbers and places are invented: identity numbers begin with 000, telephones with 0900.
"""

from sheet import Sheet


def introduction(p):
    s = Sheet("charis")
    s.head([f"UBND XÃ {p.commune.upper()}", "PHÒNG VĂN HÓA - XÃ HỘI"], "Số: 47/GGT-VHXH", p.dated)
    s.title("GIẤY GIỚI THIỆU")
    s.fields(("Kính gửi", "Bảo hiểm xã hội cơ sở Tân Mai"))
    s.prose(f"Phòng Văn hóa - Xã hội xã {p.commune} trân trọng giới thiệu ông: {p.name}")
    s.fields(("Chức vụ", "Chuyên viên"), ("Số căn cước", p.id), ("Được cử đến", "quý cơ quan"))
    s.prose("Về việc: đối chiếu danh sách người tham gia bảo hiểm y tế tự nguyện quý III năm 2026.")
    s.prose("Đề nghị quý cơ quan tạo điều kiện để ông hoàn thành nhiệm vụ. Giấy này có giá trị đến hết ngày 30/12/2026.")
    s.signers(["", " "], ["TRƯỞNG PHÒNG", "(Ký tên, đóng dấu)", p.other])
    return s, {"number": "47/GGT-VHXH", "date": p.date, "subject": p.name, "id_number": p.id}


def invoice(p):
    s = Sheet("inter")
    s.title("HÓA ĐƠN GIÁ TRỊ GIA TĂNG", "(Bản thể hiện của hóa đơn điện tử)", size=17)
    s.fields((("Ký hiệu", "1K26TVT"), ("Số", "00000318")), ("Đơn vị bán hàng", f"CÔNG TY TNHH VẬT TƯ {p.commune.upper()}"),
             ("Địa chỉ", p.address), ("Họ tên người mua hàng", p.name), ("Hình thức thanh toán", "TM/CK"), size=10.5)
    s.table(["STT", "Tên hàng hóa, dịch vụ", "ĐVT", "Số lượng", "Đơn giá", "Thành tiền"],
            [["1", "Xi măng PCB40 bao 50 kg", "bao", "60", "92.000", "5.520.000"],
             ["2", "Thép cuộn phi 6 loại dùng cho xây dựng dân dụng", "kg", "250", "15.400", "3.850.000"],
             ["3", "Vận chuyển đến công trình", "chuyến", "2", "450.000", "900.000"]],
            [1, 5, 1.4, 1.8, 2, 2.4], 10)
    s.fields(("Cộng tiền hàng", "10.270.000"), (("Thuế suất GTGT", "8%"), ("Tiền thuế GTGT", "821.600")),
             ("Tổng cộng tiền thanh toán", "11.091.600"),
             ("Số tiền viết bằng chữ", "Mười một triệu không trăm chín mươi mốt nghìn sáu trăm đồng"), size=10.5)
    s.signers(["NGƯỜI MUA HÀNG", "(Ký, ghi rõ họ tên)", p.name], ["NGƯỜI BÁN HÀNG", "(Ký, ghi rõ họ tên)", p.other], size=11)
    return s, {"amount": 11091600, "subject": p.name, "address": p.address}


def insurance_card(p):
    s = Sheet("biolinum", 210, 148, 16)
    s.block(["BẢO HIỂM XÃ HỘI VIỆT NAM", "THẺ BẢO HIỂM Y TẾ"], 105, s.y, 150, 14, (0, 1))
    s.y += 17
    s.fields(("Mã số", "DN 4 00 0126781453"), ("Họ và tên", p.name), (("Ngày sinh", p.born_shown), ("Giới tính", "Nữ")),
             ("Địa chỉ", p.address), ("Nơi đăng ký khám bệnh, chữa bệnh ban đầu", "Trạm y tế xã"),
             (("Giá trị sử dụng", "từ 01/01/2026"), ("Mức hưởng", "4")), size=10)
    s.signers(["", " "], ["GIÁM ĐỐC", p.other], size=10)
    return s, {"subject": p.name, "dob": p.born, "address": p.address}


def poor_household(p):
    s = Sheet("gentium")
    s.head(["ỦY BAN NHÂN DÂN", f"XÃ {p.commune.upper()}"], "Số: 112/GCN-HN", p.dated, inside=True)
    s.title("GIẤY CHỨNG NHẬN", "Hộ nghèo, hộ cận nghèo", size=20)
    s.prose(f"Căn cứ kết quả rà soát hộ nghèo, hộ cận nghèo năm 2026 trên địa bàn, Chủ tịch Ủy ban nhân dân xã {p.commune} "
            "chứng nhận hộ gia đình có chủ hộ là:")
    s.fields(("Họ và tên", p.name), (("Ngày sinh", p.born_shown), ("Dân tộc", "Mường")), ("Số định danh cá nhân", p.id),
             ("Nơi thường trú", p.address))
    s.prose("Thuộc diện: hộ nghèo theo chuẩn nghèo đa chiều giai đoạn 2026 - 2030; mã số hộ: 0412-077.")
    s.table(["TT", "Họ và tên thành viên", "Quan hệ", "Năm sinh"],
            [["1", p.other, "vợ", "1979"], ["2", p.third, "con", "2011"]], [1, 5, 2, 2])
    s.signers(["", " "], ["CHỦ TỊCH", "Hà Trọng Nghĩa"])
    return s, {"number": "112/GCN-HN", "date": p.date, "subject": p.name, "dob": p.born, "id_number": p.id, "address": p.address}


def discharge(p):
    s = Sheet("libertine")
    s.head(["SỞ Y TẾ TỈNH BẮC LƯƠNG", "TRUNG TÂM Y TẾ KHU VỰC 2"], "Số lưu trữ: 2604/NT", None)
    s.title("GIẤY RA VIỆN")
    s.fields(("Họ tên người bệnh", p.name.upper()), (("Ngày sinh", p.born_shown), ("Nam/Nữ", "Nam")),
             ("Số căn cước", p.id), ("Địa chỉ", p.address), ("Vào viện lúc", "08 giờ 15 phút, ngày 03 tháng 09 năm 2026"),
             ("Ra viện lúc", "15 giờ 40 phút, ngày 11 tháng 09 năm 2026"), ("Chẩn đoán", "Viêm phổi thùy dưới phổi phải"),
             ("Phương pháp điều trị", "Kháng sinh, hạ sốt, nâng cao thể trạng"), ("Ghi chú", "Tái khám sau 07 ngày"), leaders=True)
    s.signers(["THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)", p.other], ["TRƯỞNG KHOA ĐIỀU TRỊ", "(Ký, ghi rõ họ tên)", p.third])
    return s, {"subject": p.name, "dob": p.born, "id_number": p.id, "address": p.address}


def transcript(p):
    s = Sheet("book")
    s.head(["SỞ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG THPT NGUYỄN AN"], "Số: 15/BĐ-THPT", p.dated)
    s.title("BẢNG ĐIỂM HỌC TẬP", "Năm học 2025 - 2026")
    s.fields((("Học sinh", p.name), ("Lớp", "11A4")), ("Sinh ngày", p.born_shown))
    s.table(["Môn học", "Học kỳ I", "Học kỳ II", "Cả năm", "Nhận xét của giáo viên bộ môn"],
            [["Toán", "7,4", "8,1", "7,9", "Tính toán chắc, cần trình bày gọn hơn"],
             ["Ngữ văn", "6,8", "7,2", "7,1", "Có ý tưởng, diễn đạt khá"],
             ["Vật lí", "8,0", "8,3", "8,2", "Nắm vững kiến thức"],
             ["Lịch sử", "9,1", "8,8", "8,9", "Chăm chỉ, đọc nhiều"]], [2, 1.5, 1.5, 1.4, 4])
    s.prose("Xếp loại học lực: Khá. Xếp loại hạnh kiểm: Tốt. Được lên lớp thẳng.")
    s.signers(["GIÁO VIÊN CHỦ NHIỆM", p.other], ["HIỆU TRƯỞNG", p.third])
    return s, {"number": "15/BĐ-THPT", "date": p.date, "subject": p.name, "dob": p.born}


def violation(p):
    s = Sheet("charis")
    s.head([f"CÔNG AN TỈNH BẮC LƯƠNG", f"CÔNG AN XÃ {p.commune.upper()}"], "Số: 88/BB-VPHC", None, inside=True)
    s.title("BIÊN BẢN VI PHẠM HÀNH CHÍNH", "Về trật tự, an toàn giao thông đường bộ")
    s.prose(f"Hôm nay, hồi 09 giờ 20 phút, ngày {p.day} tháng {p.month} năm {p.year}, tại đường liên xã, chúng tôi gồm:")
    s.prose(f"1. Ông {p.other}, chức vụ: Trưởng Công an xã.")
    s.prose(f"2. Ông {p.third}, chức vụ: cán bộ.")
    s.prose(f"Lập biên bản đối với ông: {p.name}, sinh ngày {p.born_shown}; số định danh cá nhân: {p.id}; nơi ở hiện tại: {p.address}.")
    s.prose("Đã có hành vi: điều khiển xe mô tô không có gương chiếu hậu bên trái; không mang theo giấy đăng ký xe.")
    s.prose("Biên bản lập xong hồi 09 giờ 55 phút cùng ngày, gồm 01 tờ, được lập thành 02 bản có nội dung như nhau.")
    s.signers(["NGƯỜI VI PHẠM", "(Ký, ghi rõ họ tên)", p.name], ["NGƯỜI LẬP BIÊN BẢN", "(Ký, ghi rõ họ tên)", p.other])
    return s, {"number": "88/BB-VPHC", "date": p.date, "subject": p.name, "dob": p.born, "id_number": p.id}


def power(p):
    s = Sheet("light")
    s.motto()
    s.title("GIẤY ỦY QUYỀN", size=18)
    s.prose("Căn cứ Bộ luật Dân sự; căn cứ nhu cầu và thỏa thuận của hai bên.", 11)
    s.prose("I. BÊN ỦY QUYỀN", 11, 1, 0)
    s.fields(("Họ tên", p.name), (("Sinh ngày", p.born_shown), ("CCCD số", p.id)), ("Thường trú", p.address), size=11)
    s.prose("II. BÊN ĐƯỢC ỦY QUYỀN", 11, 1, 0)
    s.fields(("Họ tên", p.other), ("Thường trú", f"xóm Đình, xã {p.commune}, tỉnh Bắc Lương"), size=11)
    s.prose("III. NỘI DUNG: nộp hồ sơ và nhận kết quả thủ tục cấp giấy phép xây dựng tại Trung tâm Phục vụ hành chính công. "
            "Thời hạn ủy quyền: 06 tháng kể từ ngày ký. Hai bên cam kết thực hiện đúng nội dung trên.", 11)
    s.signers(["BÊN ỦY QUYỀN", p.name], ["BÊN ĐƯỢC ỦY QUYỀN", p.other], size=11)
    return s, {"subject": p.name, "dob": p.born, "id_number": p.id, "address": p.address}


def report_to(p):
    s = Sheet("libertine")
    s.head([f"ĐẢNG ỦY XÃ {p.commune.upper()}", "VĂN PHÒNG"], "Số: 9/TTr-VP", p.dated)
    s.title("TỜ TRÌNH", "Về việc mua sắm thiết bị họp trực tuyến")
    s.prose("Kính gửi: Thường trực Đảng ủy xã.", 12, 0, 25)
    s.prose("Thực hiện Kế hoạch số 21/KH-ĐU ngày 12 tháng 01 năm 2026 về chuyển đổi số, Văn phòng kính trình phương án mua sắm:")
    s.table(["STT", "Tên thiết bị", "Số lượng", "Dự toán (đồng)"],
            [["1", "Màn hình tương tác 75 inch", "01", "48.500.000"], ["2", "Bộ míc đa hướng", "02", "12.600.000"],
             ["3", "Camera hội nghị quay quét", "01", "17.250.000"], ["", "Cộng", "", "78.350.000"]], [1, 5, 2, 3])
    s.prose("Kinh phí lấy từ nguồn chi thường xuyên năm 2026; kính trình Thường trực Đảng ủy xem xét, quyết định./.")
    s.signers(["Nơi nhận:", "- Như trên;", "- Lưu VP."], ["CHÁNH VĂN PHÒNG", p.other])
    return s, {"number": "9/TTr-VP", "date": p.date}


def cash(p):
    s = Sheet("mono", 210, 148, 15)
    s.block(["PHIẾU THU", f"Ngày {p.day} tháng {p.month} năm {p.year}"], 105, s.y, 120, 13, (1, 2))
    s.y += 14
    s.fields(("Số phiếu", "PT-0452"), ("Người nộp tiền", p.name), ("Địa chỉ", p.address), ("Lý do nộp", "Phí thẩm định hồ sơ"),
             ("Số tiền", "1.350.000 đồng"), ("Viết bằng chữ", "Một triệu ba trăm năm mươi nghìn đồng"), size=9.5)
    s.signers(["Người nộp tiền", p.name], ["Thủ quỹ", p.other], ["Kế toán trưởng", p.third], size=9.5)
    return s, {"amount": 1350000, "date": p.date, "subject": p.name, "address": p.address}


def labour(p):
    s = Sheet("gentium")
    s.head(["HỢP TÁC XÃ", "CHÈ SẠCH ĐỒI CAO"], "Số: 03/2026/HĐLĐ", p.dated)
    s.title("HỢP ĐỒNG LAO ĐỘNG")
    s.prose(f"Chúng tôi, một bên là ông {p.other}, chức vụ: Giám đốc, đại diện cho Hợp tác xã Chè sạch Đồi Cao; và một bên là "
            f"bà {p.name}, sinh ngày {p.born_shown}, số căn cước {p.id}, thường trú tại {p.address}, thỏa thuận ký hợp đồng sau:")
    for n, text in enumerate(["Loại hợp đồng: xác định thời hạn 24 tháng, từ ngày 01/10/2026 đến ngày 30/9/2028.",
                              "Công việc: phân loại, đóng gói chè; nơi làm việc: xưởng số 2.",
                              "Thời giờ làm việc: 8 giờ/ngày, 6 ngày/tuần; được nghỉ lễ, tết theo quy định.",
                              "Mức lương chính: 7.200.000 đồng/tháng; phụ cấp ăn ca: 650.000 đồng/tháng."], 1):
        s.prose(f"Điều {n}. {text}")
    s.signers(["NGƯỜI LAO ĐỘNG", "(Ký, ghi rõ họ tên)", p.name], ["NGƯỜI SỬ DỤNG LAO ĐỘNG", "(Ký, đóng dấu)", p.other])
    return s, {"number": "03/2026/HĐLĐ", "date": p.date, "subject": p.name, "dob": p.born, "id_number": p.id}


def marriage(p):
    s = Sheet("charis", 297, 210, 28)
    s.motto(13)
    s.title("GIẤY CHỨNG NHẬN KẾT HÔN", size=24)
    s.fields((("Họ, chữ đệm, tên vợ", p.other), ("Họ, chữ đệm, tên chồng", p.name)),
             (("Ngày, tháng, năm sinh", "14/02/1999"), ("Ngày, tháng, năm sinh", p.born_shown)),
             (("Dân tộc", "Tày"), ("Dân tộc", "Kinh")), (("Quốc tịch", "Việt Nam"), ("Quốc tịch", "Việt Nam")), size=13)
    s.fields(("Nơi đăng ký kết hôn", f"Ủy ban nhân dân xã {p.commune}"), ("Ngày, tháng, năm đăng ký", p.date_shown), size=13)
    s.signers(["VỢ", p.other], ["CHỒNG", p.name], ["NGƯỜI KÝ", p.third])
    return s, {"date": p.date}


def payslip(p):
    s = Sheet("biolinum")
    s.title("PHIẾU LƯƠNG THÁNG 9/2026", "Đơn vị: Trạm Khuyến nông khu vực", size=16)
    s.fields((("Họ và tên", p.name), ("Mã nhân viên", "KN-0031")), (("Chức danh", "Kỹ thuật viên"), ("Hệ số", "3,33")))
    s.table(["Khoản mục", "Cách tính", "Số tiền (đồng)"],
            [["Lương theo hệ số", "3,33 x 2.340.000", "7.792.200"], ["Phụ cấp khu vực", "0,2 x 2.340.000", "468.000"],
             ["Bảo hiểm xã hội, bảo hiểm y tế, bảo hiểm thất nghiệp người lao động đóng", "10,5%", "-818.181"],
             ["Thực lĩnh", "", "7.442.019"]], [5, 3, 2.5], 11)
    s.prose("Bằng chữ: Bảy triệu bốn trăm bốn mươi hai nghìn không trăm mười chín đồng.")
    s.signers(["NGƯỜI NHẬN", p.name], ["KẾ TOÁN", p.other], ["THỦ TRƯỞNG", p.third], size=11)
    return s, {"amount": 7442019, "subject": p.name}


def electricity(p):
    s = Sheet("display", margin=18)
    s.block(["ĐIỆN LỰC KHU VỰC TÂN MAI"], 60, s.y, 90, 11, (1,))
    s.y += 8
    s.title("THÔNG BÁO TIỀN ĐIỆN", "Kỳ 1 tháng 10 năm 2026", size=18)
    s.fields(("Khách hàng", p.name), ("Địa chỉ", p.address), (("Mã khách hàng", "PK0400077812"), ("Số công tơ", "26114903")), size=10.5)
    s.table(["Chỉ số mới", "Chỉ số cũ", "Điện tiêu thụ (kWh)", "Đơn giá (đồng/kWh)", "Thành tiền (đồng)"],
            [["8.412", "8.290", "50", "1.984", "99.200"], ["", "", "50", "2.050", "102.500"], ["", "", "22", "2.380", "52.360"]],
            [2, 2, 2, 2.4, 2.4], 10)
    s.fields(("Cộng", "254.060"), ("Thuế GTGT 8%", "20.325"), ("Tổng cộng tiền thanh toán", "274.385 đồng"),
             ("Hạn thanh toán", "25/10/2026"), size=10.5)
    return s, {"amount": 274385, "subject": p.name, "address": p.address}


def complaint(p):
    s = Sheet("book")
    s.motto()
    s.block([p.dated], 140, s.y, 100, 12, (2,))
    s.y += 7
    s.title("ĐƠN KHIẾU NẠI")
    s.prose(f"Kính gửi: Chủ tịch Ủy ban nhân dân xã {p.commune}", 12, 0, 22)
    s.prose(f"Họ và tên người khiếu nại: {p.name}; sinh ngày {p.born_shown}; số định danh cá nhân: {p.id}.")
    s.prose(f"Địa chỉ: {p.address}.")
    s.prose("Khiếu nại về việc: không chấp nhận hồ sơ đăng ký biến động đất đai tại Thông báo số 331/TB-TTPVHCC ngày 15/6/2026.")
    s.prose("Nội dung khiếu nại: hồ sơ của tôi đã đủ giấy tờ theo quy định, đã nộp lệ phí; việc yêu cầu thêm bản vẽ là không có căn cứ. "
            "Tôi đề nghị xem xét, hủy thông báo nêu trên và giải quyết hồ sơ đúng thời hạn.")
    s.signers(["", " "], ["NGƯỜI KHIẾU NẠI", "(Ký, ghi rõ họ tên)", p.name])
    return s, {"date": p.date, "subject": p.name, "dob": p.born, "id_number": p.id, "address": p.address}


def transfer(p):
    s = Sheet("inter")
    s.head(["PHÒNG VĂN HÓA - XÃ HỘI", "TRƯỜNG TIỂU HỌC SỐ 1"], "Số: 26/GCT", p.dated, inside=True, size=11)
    s.title("GIẤY CHUYỂN TRƯỜNG")
    s.prose("Hiệu trưởng Trường Tiểu học số 1 đồng ý cho học sinh:", 11)
    s.fields(("Họ và tên", p.name), (("Sinh ngày", p.born_shown), ("Học sinh lớp", "4B")), ("Con ông/bà", p.other),
             ("Chuyển đến", "Trường Tiểu học Hòa Lạc"), ("Lý do", "gia đình chuyển nơi cư trú"), size=11)
    s.prose("Hồ sơ kèm theo gồm: học bạ, bản sao giấy khai sinh, sổ theo dõi sức khỏe.", 11)
    s.signers(["", " "], ["HIỆU TRƯỞNG", p.third], size=11)
    return s, {"number": "26/GCT", "date": p.date, "subject": p.name, "dob": p.born}


def residence(p):
    s = Sheet("charis")
    s.head(["CÔNG AN TỈNH BẮC LƯƠNG", f"CÔNG AN XÃ {p.commune.upper()}"], "Số: 640/XNTT", p.dated)
    s.title("XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ")
    s.fields(("I. Họ, chữ đệm và tên", p.name), (("Ngày, tháng, năm sinh", p.born_shown), ("Giới tính", "Nam")),
             ("Số định danh cá nhân", p.id), ("Nơi thường trú", p.address), ("Nơi tạm trú", "không"))
    s.prose("Xác nhận này có giá trị đến hết ngày 30 tháng 9 năm 2027, kể từ ngày ký.", 12, 2)
    s.signers(["", " "], ["TRƯỞNG CÔNG AN XÃ", "(Ký, ghi rõ họ tên và đóng dấu)", p.other])
    return s, {"number": "640/XNTT", "date": p.date, "subject": p.name, "dob": p.born, "id_number": p.id, "address": p.address}


def passport(p):
    s = Sheet("biolinum", 210, 148, 18)
    s.block(["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HỘ CHIẾU / PASSPORT"], 105, s.y, 150, 13, (1, 0))
    s.y += 17
    s.fields((("Loại / Type", "P"), ("Số hộ chiếu / Passport No", "X00918273")), ("Họ và tên / Full name", p.name.upper()),
             (("Ngày sinh / Date of birth", p.born_shown), ("Giới tính / Sex", "Nam / M")),
             (("Ngày cấp / Date of issue", "02/03/2026"), ("Có giá trị đến / Date of expiry", "02/03/2036")), size=10)
    s.face = "mono"
    s.fonts = {}
    s.y += 8
    for line in p.machine_readable("X00918273"):
        s.put(line, s.margin, s.y, 10.2)
        s.y += 6
    return s, {"subject": p.name, "dob": p.born}


def food(p):
    s = Sheet("light")
    s.head(["SỞ Y TẾ TỈNH BẮC LƯƠNG", "CHI CỤC AN TOÀN VỆ SINH THỰC PHẨM"], "Số: 205/2026/ATTP-CNĐK", p.dated, size=11)
    s.title("GIẤY CHỨNG NHẬN", "Cơ sở đủ điều kiện an toàn thực phẩm", size=22, style=0)
    s.fields(("Cơ sở", "HỘ KINH DOANH BÚN PHỞ HẠNH"), ("Chủ cơ sở", p.name), ("Địa chỉ sản xuất, kinh doanh", p.address),
             ("Loại hình sản phẩm", "bún, phở, bánh cuốn tươi"))
    s.prose("Giấy chứng nhận này có hiệu lực đến ngày 20 tháng 9 năm 2029 và thay thế Giấy chứng nhận số 118/2023/ATTP-CNĐK.")
    s.signers(["", " "], ["KT. CHI CỤC TRƯỞNG", "PHÓ CHI CỤC TRƯỞNG", p.other])
    return s, {"number": "205/2026/ATTP-CNĐK", "date": p.date, "subject": p.name, "address": p.address}


def letter(p):
    s = Sheet("libertine")
    s.head(["UBND TỈNH BẮC LƯƠNG", "SỞ TƯ PHÁP"], "Số: 1190/STP-HCTP", p.dated,
           about="V/v hướng dẫn ghi mục quê quán trong giấy khai sinh")
    s.prose("Kính gửi: Ủy ban nhân dân các xã, phường.", 12, 0, 28)
    s.prose("Thời gian qua, Sở Tư pháp nhận được phản ánh của một số địa phương về cách ghi mục quê quán sau khi sắp xếp đơn vị hành chính. "
            "Sở Tư pháp hướng dẫn như sau:")
    s.prose("1. Quê quán được xác định theo thỏa thuận của cha, mẹ; tên đơn vị hành chính ghi theo thời điểm đăng ký.")
    s.prose("2. Không yêu cầu người dân đính chính giấy tờ đã cấp chỉ vì đổi tên đơn vị hành chính.")
    s.prose("Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh về Phòng Hành chính tư pháp để được giải đáp./.")
    s.signers(["Nơi nhận:", "- Như trên;", "- Lưu: VT, HCTP."], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", p.other])
    return s, {"number": "1190/STP-HCTP", "date": p.date}


def minutes(p):
    s = Sheet("gentium")
    s.motto()
    s.title("BIÊN BẢN HỌP THÔN", "Về việc bình xét gia đình văn hóa năm 2026")
    s.prose(f"Thời gian: 19 giờ 30 phút, ngày {p.day} tháng {p.month} năm {p.year}. Địa điểm: nhà văn hóa thôn Đồng Quan.")
    s.prose(f"Chủ trì: ông {p.name}, Trưởng thôn; thư ký: bà {p.other}. Có mặt: 74/81 hộ; vắng: 7 hộ (có lý do: 5).")
    s.table(["TT", "Chủ hộ", "Số phiếu đồng ý", "Kết quả"], [["1", p.other, "74/74", "Đạt"], ["2", p.third, "71/74", "Đạt"],
            ["3", p.name, "69/74", "Đạt, đề nghị xã biểu dương"]], [1, 4, 2.4, 4])
    s.prose("Cuộc họp kết thúc hồi 21 giờ 10 phút cùng ngày; biên bản đã được đọc cho mọi người cùng nghe và nhất trí.")
    s.signers(["THƯ KÝ", p.other], ["CHỦ TRÌ", p.name])
    return s, {"date": p.date}


def permit(p):
    s = Sheet("book")
    s.head(["UBND PHƯỜNG TÂN MAI", "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ"], "Số: 31/GP-KTHT", p.dated, inside=True)
    s.title("GIẤY PHÉP", "Đào đường để đấu nối nước sạch", size=19)
    s.fields(("1. Cấp cho", p.name), ("2. Địa chỉ", p.address), ("3. Vị trí", "trước nhà số 14, tổ dân phố 3"),
             (("4. Chiều dài", "6,5 m"), ("Chiều rộng", "0,4 m")), ("5. Thời gian thi công", "từ 05/10/2026 đến 07/10/2026"), leaders=True)
    s.prose("Tổ chức, cá nhân được cấp phép phải hoàn trả mặt đường đúng kết cấu ban đầu; có biển báo, đèn báo ban đêm.")
    s.signers(["Nơi nhận:", "- Ông/bà có tên trên;", "- Lưu: VT."], ["TRƯỞNG PHÒNG", p.other])
    return s, {"number": "31/GP-KTHT", "date": p.date, "subject": p.name, "address": p.address}


KINDS = [introduction, invoice, insurance_card, poor_household, discharge, transcript, violation, power, report_to, cash, labour,
         marriage, payslip, electricity, complaint, transfer, residence, passport, food, letter, minutes, permit]
