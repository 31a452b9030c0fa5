import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { amountText, decimalText } from '../../kernel/money.ts';

use([BarChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

interface Series {
  readonly currency: string;
  /** minor units, one per category */
  readonly minor: readonly string[];
}

interface BarsProps {
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  /** the same in words, for those who don't see the bars */
  readonly reading: string;
}

/** Amounts by category. Each currency is a series of its own: amounts of different currencies are never added. */
export function Bars({ categories, series, reading }: BarsProps) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (!place.current) return undefined;
    const chart = init(place.current, null, { renderer: 'svg' });
    chart.setOption({ ...optionOf(categories, series, getComputedStyle(place.current)), darkMode: scheme === 'dark' });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [categories, series, scheme]);
  return (
    <>
      <div ref={place} style={{ height: 210, maxWidth: 820 }} aria-hidden />
      <p className="small quiet" style={{ marginTop: 6 }}>
        {reading}
      </p>
    </>
  );
}

function optionOf(
  categories: readonly string[],
  series: readonly Series[],
  style: CSSStyleDeclaration,
): Parameters<ReturnType<typeof init>['setOption']>[0] {
  const color = (name: string) => style.getPropertyValue(name).trim();
  const several = series.length > 1;
  return {
    animation: false,
    grid: {
      left: 4,
      right: 8,
      top: several ? 28 : 8,
      bottom: 2,
      outerBoundsMode: 'same',
      outerBounds: { left: 0, right: 0, top: 0, bottom: 0 },
    },
    color: [color('--accent'), color('--rule-strong'), color('--fix'), color('--quiet')],
    textStyle: { fontFamily: 'Inter Variable', color: color('--quiet') },
    tooltip: {
      trigger: 'axis',
      backgroundColor: color('--paper'),
      borderColor: color('--rule-strong'),
      textStyle: { color: color('--text'), fontSize: 12 },
    },
    legend: several
      ? { top: 0, left: 0, itemWidth: 10, itemHeight: 10, textStyle: { color: color('--quiet') } }
      : { show: false },
    xAxis: {
      type: 'category',
      data: [...categories],
      axisLine: { lineStyle: { color: color('--rule-strong') } },
      axisTick: { show: false },
      axisLabel: { color: color('--quiet'), fontSize: 11, interval: 0 },
    },
    yAxis: {
      type: 'value',
      splitLine: { lineStyle: { color: color('--rule') } },
      axisLabel: { color: color('--quiet'), fontSize: 11 },
    },
    series: series.map(({ currency, minor }) => ({
      name: currency,
      type: 'bar' as const,
      barMaxWidth: 30,
      // The bar's height is a drawing, not an amount: the exact figure is in the text and in the list.
      data: minor.map((m) => Number(decimalText(BigInt(m), currency))),
      tooltip: {
        valueFormatter: (_value: unknown, index?: number) => amountText(BigInt(minor[index ?? 0] ?? '0'), currency),
      },
    })),
  };
}
