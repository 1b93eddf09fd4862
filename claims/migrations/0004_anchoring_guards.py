from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("0004_anchoring_guards.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_arrivals")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
