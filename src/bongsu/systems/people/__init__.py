"""How fast Korea ages and shrinks, and what that means for its pension fund, labour and growth.

The horizon is 2024 to 2100, by year. Population moves by single age and sex on the United Nations'
inputs and conventions. Left out so far: calibrated bounds, pension cohorts, wages that answer.
"""
