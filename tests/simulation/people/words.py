"""What is said in the appeals. Nobody is meant; the words decide what the catalogue makes of them."""

SURE = "厂区门前市政道路破损严重，坑洼积水，货车无法进出，请尽快修补路面"
HEAT = "租用的办公楼供热温度只有十四度，请协调供热单位检修供暖管网"
DEBT = "承建的小区道路改造工程已验收两年，工程款仍有一部分没有支付，属于拖欠工程款"
UNSURE = "我公司既有房租问题也有贷款问题还有招工问题，希望有人牵头"
OUTSIDE = "店门口天天堵车，停车难，请交警来管一管"
NOTHING = "生意一直不好做，希望帮忙想想办法"
TEXTS = (SURE, HEAT, DEBT, UNSURE, NOTHING, OUTSIDE)
MORE = ("补充一：情况越来越急", "补充二：又发生了一次", SURE)
"""The last is what some appeals said at first."""
NOTE = "已联系，说明了打算"
INTERNAL, PUBLIC = "已到现场核实", "已安排专人办理"
"""An officer's account, and what the asker is told."""
