from pathlib import Path

from tests.unit.web import sample


def test_the_sample_shows_every_piece(tmp_path: Path) -> None:
    page = sample.write(tmp_path).read_text(encoding="utf-8")
    assert "已逾期 3 小时 5 分" in page
    assert "还剩 3 个工作日" in page
    assert page.count('aria-current="page"') == 2
    assert '<li class="alarm">' in page
    assert "&lt;script&gt;alert(&#39;不该运行&#39;)&lt;/script&gt;" in page
    assert 'rel="next" href="/hall/orders?state=handling&amp;cursor=eyJ"' in page
    assert '<option value="handling" selected>办理中</option>' in page
    assert "单位退回的工单会出现在这里" in page
    assert '<details class="confirm">' in page
    assert (tmp_path / "huying.css").exists()


def test_every_control_has_a_label() -> None:
    page = sample.render()
    for piece in page.split(' id="f-')[1:]:
        name = piece.partition('"')[0]
        assert f'for="f-{name}"' in page or f'<fieldset class="field" id="f-{name}"' in page, name
