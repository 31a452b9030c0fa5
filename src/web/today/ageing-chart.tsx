import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { amountText, decimalText } from '../../kernel/money.ts';
import { AGE_BUCKETS } from '../../modules/reports/contract.ts';

use([BarChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer]);

interface AgeingChartProps {
  readonly ageing: readonly { readonly bucket: string; readonly currency: string; readonly minor: string }[];
}

/** WIP by age. Each currency is a series of its own: amounts of different currencies are never added. */
export function AgeingChart({ ageing }: AgeingChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (!place.current) return undefined;
    const chart = init(place.current, null, { renderer: 'svg' });
    chart.setOption({ ...optionOf(ageing, getComputedStyle(place.current)), darkMode: scheme === 'dark' });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [ageing, scheme]);
  return (
    <>
      <div ref={place} style={{ height: 210 }} aria-hidden />
      <p className="small quiet" style={{ marginTop: 8 }}>
        {readingOf(ageing)}
      </p>
    </>
  );
}

/** The same in words, for those who don't see the bars: what is older than 90 days. */
function readingOf(ageing: AgeingChartProps['ageing']): string {
  const said = [...Map.groupBy(ageing, (a) => a.currency)].flatMap(([currency, of]) => {
    const old = minorOf(of.filter((a) => AGE_BUCKETS.indexOf(a.bucket as never) >= 3));
    if (old === 0n) return [];
    return [`${currency} ${amountText(old, currency)} of ${amountText(minorOf(of), currency)}`];
  });
  return said.length === 0 ? 'Nothing is older than 90 days.' : `Older than 90 days: ${said.join('; ')}.`;
}

function minorOf(of: AgeingChartProps['ageing']): bigint {
  return of.reduce((sum, a) => sum + BigInt(a.minor), 0n);
}

function optionOf(
  ageing: AgeingChartProps['ageing'],
  style: CSSStyleDeclaration,
): Parameters<ReturnType<typeof init>['setOption']>[0] {
  const color = (name: string) => style.getPropertyValue(name).trim();
  const buckets = AGE_BUCKETS.filter((b) => ageing.some((a) => a.bucket === b) || AGE_BUCKETS.indexOf(b) < 4);
  // In the order of their codes, so that each keeps its colour from page to page.
  const currencies = [...new Set(ageing.map((a) => a.currency))].toSorted((a, b) => (a < b ? -1 : 1));
  return {
    animation: false,
    grid: {
      left: 4,
      right: 8,
      top: currencies.length > 1 ? 28 : 8,
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
    legend:
      currencies.length > 1
        ? { top: 0, left: 0, itemWidth: 10, itemHeight: 10, textStyle: { color: color('--quiet') } }
        : { show: false },
    xAxis: {
      type: 'category',
      data: [...buckets],
      axisLine: { lineStyle: { color: color('--rule-strong') } },
      axisTick: { show: false },
      axisLabel: { color: color('--quiet'), fontSize: 11 },
    },
    yAxis: {
      type: 'value',
      splitLine: { lineStyle: { color: color('--rule') } },
      axisLabel: { color: color('--quiet'), fontSize: 11 },
    },
    series: currencies.map((currency) => ({
      name: currency,
      type: 'bar' as const,
      barMaxWidth: 30,
      // The bar's height is a drawing, not an amount: the exact figure is in the text and in the list.
      data: buckets.map((bucket) => Number(decimalText(sumOf(ageing, bucket, currency), currency))),
    })),
  };
}

function sumOf(ageing: AgeingChartProps['ageing'], bucket: string, currency: string): bigint {
  return minorOf(ageing.filter((a) => a.bucket === bucket && a.currency === currency));
}
